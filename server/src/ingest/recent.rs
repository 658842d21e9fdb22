//! The messages that this server took last, for whoever looks on while a product is connected.
//!
//! Invariants: they are in memory only, few, and gone after a quarter of an hour; nothing of them is logged; of somebody
//! who was deleted, before or since, nothing is told but that a message came.

use super::{
    decode::Decoded,
    message::{
        Action, AttributeContent, Message, NativeContent, NativeKey, Outcome, Reject, anonymous_key, external_key,
    },
};
use serde_json::{Map, Value, json};
use shared::{
    api::ingest::{MessageOutcome, RecentMessage},
    ids::KeyId,
    text::fold,
    time::Instant,
};
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

/// Messages that are kept.
const MOST: usize = 100;
/// How long each is kept, in milliseconds.
const KEPT: i64 = 15 * 60_000;
/// Characters of what a message says that are kept.
const SHOWN: usize = 500;

/// A message as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub message: RecentMessage,
    /// Whom it is about.
    pub identity_keys: Vec<String>,
}

/// The latest messages.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<Ring>);

#[derive(Debug, Default)]
struct Ring {
    entries: VecDeque<Entry>,
    last: u64,
}

impl Recent {
    /// Adds what one request brought; of many messages the last ones.
    pub fn add(&self, entries: Vec<Entry>, now: Instant) {
        let mut ring = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for mut entry in entries {
            ring.last += 1;
            entry.message.place = ring.last;
            ring.entries.push_back(entry);
        }
        ring.forget(now);
    }

    /// What came after a place, the newest first, and the newest place.
    pub fn after(&self, place: u64, now: Instant) -> (Vec<Entry>, u64) {
        let mut ring = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ring.forget(now);
        // A place that there is not yet is of the time before a restart.
        let place = if place > ring.last { 0 } else { place };
        let newer = ring.entries.iter().rev().take_while(|entry| entry.message.place > place);
        (newer.cloned().collect(), ring.last)
    }
}

impl Ring {
    fn forget(&mut self, now: Instant) {
        let is_old = |entry: &Entry| now.0 - entry.message.received.0 >= KEPT;
        while self.entries.len() > MOST || self.entries.front().is_some_and(is_old) {
            self.entries.pop_front();
        }
    }
}

/// The last messages of a request, and what could not be taken of it. What becomes of the former is not known yet.
pub(super) fn entries(decoded: &Decoded, key_id: KeyId, now: Instant) -> (Vec<Entry>, Vec<Entry>) {
    let first = decoded.messages.len().saturating_sub(MOST);
    let messages = decoded.messages[first..].iter().map(|message| of_message(message, key_id, now)).collect();
    let first = decoded.rejects.len().saturating_sub(MOST);
    let rejects = decoded.rejects[first..].iter().map(|reject| of_reject(reject, key_id, now)).collect();
    (messages, rejects)
}

/// Puts what became of all messages of a request to the last of them.
pub(super) fn with_outcomes(entries: &mut [Entry], outcomes: &[Outcome]) {
    for (entry, outcome) in entries.iter_mut().rev().zip(outcomes.iter().rev()) {
        let message = &mut entry.message;
        message.outcome = match outcome {
            Outcome::Stored => MessageOutcome::Stored,
            Outcome::Duplicate => MessageOutcome::Duplicate,
            Outcome::Blocked => MessageOutcome::Blocked,
            Outcome::Refused(reason) => {
                message.reason = Some(reason.clone());
                MessageOutcome::Refused
            }
        };
        if message.outcome == MessageOutcome::Blocked {
            silence(message);
        }
    }
}

/// Takes everything that says whom a message is about.
pub(super) fn silence(message: &mut RecentMessage) {
    message.outcome = MessageOutcome::Blocked;
    message.external_id = None;
    message.anonymous_id = None;
    message.event = None;
    message.reason = None;
    message.content = String::new();
}

fn entry(kind: &str, key_id: KeyId, received: Instant) -> Entry {
    let message = RecentMessage {
        place: 0,
        received,
        kind: kind.to_owned(),
        outcome: MessageOutcome::Stored,
        reason: None,
        key_id,
        key: None,
        external_id: None,
        anonymous_id: None,
        event: None,
        content: String::new(),
    };
    Entry { message, identity_keys: Vec::new() }
}

fn of_message(told: &Message, key_id: KeyId, now: Instant) -> Entry {
    let (kind, event, content) = match &told.action {
        Action::Identify { natives, attributes } => ("identify", None, traits(natives, attributes)),
        Action::Group { attributes } => ("group", None, traits(&[], attributes)),
        Action::Track { event, properties } => ("track", Some(event.clone()), properties.clone().unwrap_or_default()),
        Action::Interact(interaction) => {
            let answer = interaction.answer.as_ref();
            let raw = answer.and_then(|answer| answer.raw.as_deref()).and_then(|raw| serde_json::from_str(raw).ok());
            let content = json!({
                "experience_id": interaction.experience_id, "step": interaction.step,
                "question_id": answer.map(|answer| &answer.question_id), "answer": raw.unwrap_or(Value::Null),
            });
            ("track", Some(format!("Experience {}", interaction.action.word())), without_null(content).to_string())
        }
        Action::Alias { sample, .. } => ("alias", None, sample.clone()),
        Action::Presence => ("page", None, String::new()),
    };
    let mut entry = entry(kind, key_id, now);
    let identity = &told.identity;
    entry.message.event = event;
    entry.message.content = content.chars().take(SHOWN).collect();
    entry.message.external_id.clone_from(&identity.external_id);
    entry.message.anonymous_id.clone_from(&identity.anonymous_id);
    entry.identity_keys.extend(identity.external_id.as_deref().map(external_key));
    entry.identity_keys.extend(identity.anonymous_id.as_deref().map(anonymous_key));
    if let Action::Identify { natives, .. } = &told.action {
        let emails = natives.iter().filter(|(key, _)| *key == NativeKey::Email);
        let emails = emails.filter_map(|(_, content)| match content {
            Some(NativeContent::Text(email)) => Some(format!("email:{}", fold(email.trim()))),
            Some(NativeContent::Time(_)) | None => None,
        });
        entry.identity_keys.extend(emails);
    }
    entry
}

fn of_reject(reject: &Reject, key_id: KeyId, now: Instant) -> Entry {
    let mut entry = entry(reject.kind, key_id, now);
    entry.message.outcome = MessageOutcome::Refused;
    entry.message.reason = Some(reject.reason.clone());
    entry.message.content.clone_from(&reject.sample);
    for key in &reject.identity_keys {
        match key.split_once(':') {
            Some(("user", id)) => entry.message.external_id = Some(id.to_owned()),
            Some(("anon", id)) => entry.message.anonymous_id = Some(id.to_owned()),
            Some(_) | None => {}
        }
    }
    entry.identity_keys.clone_from(&reject.identity_keys);
    entry
}

fn traits(
    natives: &[(NativeKey, Option<NativeContent>)],
    attributes: &[(String, Option<super::message::AttributeValue>)],
) -> String {
    let mut traits = Map::new();
    for (key, content) in natives {
        // A plain enum always has a JSON.
        let key = serde_json::to_value(key).ok().and_then(|key| key.as_str().map(str::to_owned)).unwrap_or_default();
        let value = match content {
            None => Value::Null,
            Some(NativeContent::Text(text)) => text.as_str().into(),
            Some(NativeContent::Time(at)) => Instant(*at).to_string().into(),
        };
        traits.insert(key, value);
    }
    for (key, value) in attributes {
        let value = value.as_ref().map_or(Value::Null, |value| match &value.content {
            AttributeContent::Text(text) => text.as_str().into(),
            AttributeContent::Number(_) | AttributeContent::Boolean(_) | AttributeContent::List(_) => {
                serde_json::from_str(&value.raw).unwrap_or_default()
            }
        });
        traits.insert(key.clone(), value);
    }
    Value::Object(traits).to_string()
}

fn without_null(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            entries.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}
