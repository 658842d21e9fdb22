//! Bytes that come near to messages: whatever they are, each item becomes a message that can be stored, or a reason.
//!
//! `ROLLCALL_TEST_MUTATIONS` asks for a longer run; a failure prints the smallest body that still fails.

use super::{Body, CallKind, Decoded, Endpoint, Sender};
use crate::ingest::{
    message::{Action, AnswerValue, AttributeContent, AttributeValue, Message, NativeContent},
    proof::Verification,
};
use rand::{SeedableRng, rngs::SmallRng};
use serde_json::Value;
use shared::{
    mutation::{JSON_PIECES, assert_sound, mutated},
    time::Instant,
};
use std::panic::catch_unwind;

const MUTATIONS: usize = 20_000;
/// 2026-11-25T12:00:00Z
const NOON: Instant = Instant(1_795_608_000_000);

/// Bodies as clients send them.
fn corpus() -> Vec<Vec<u8>> {
    include_str!("../../../tests/it/ingest/bodies.jsonl").lines().map(|line| line.as_bytes().to_vec()).collect()
}

fn endpoints() -> impl Iterator<Item = Endpoint> {
    CallKind::ALL.into_iter().map(Endpoint::Call).chain([Endpoint::Batch, Endpoint::Import])
}

fn decoded(document: &[u8], endpoint: Endpoint, is_secret: bool) -> Result<Decoded, String> {
    // Now and then users are to be proven, which nobody here can.
    let proof = Verification { is_required: true, secrets: Vec::new() };
    let proof = document.len().is_multiple_of(3).then_some(&proof);
    let sender = Sender { is_secret, is_browser: !is_secret, proof };
    Body::parse(document).and_then(|body| body.decode(endpoint, NOON, sender))
}

/// What is wrong with how a body is read.
fn fault(document: &[u8]) -> Option<String> {
    endpoints().find_map(|endpoint| {
        // As long as that, so that both senders are seen and one body is always read in the same way.
        let is_secret = document.len().is_multiple_of(2);
        let Ok(read) = catch_unwind(|| decoded(document, endpoint, is_secret)) else {
            return Some(format!("reading panics ({endpoint:?})"));
        };
        let told = match read {
            Err(reason) => reason.is_empty().then(|| "it is refused without a reason".to_owned()),
            Ok(decoded) => fault_of(document, endpoint, &decoded),
        };
        told.map(|told| format!("{told} ({endpoint:?})"))
    })
}

fn fault_of(document: &[u8], endpoint: Endpoint, decoded: &Decoded) -> Option<String> {
    let sent = match (endpoint, serde_json::from_slice::<Value>(document)) {
        (Endpoint::Batch | Endpoint::Import, Ok(body)) if body["batch"].is_array() => {
            body["batch"].as_array().map_or(0, Vec::len)
        }
        (Endpoint::Batch | Endpoint::Import | Endpoint::Call(_), Ok(_) | Err(_)) => 1,
    };
    if decoded.messages.len() + decoded.rejects.len() < sent {
        return Some(format!("an item of {sent} is lost"));
    }
    if decoded.messages.is_empty() && sent > 0 && decoded.refused.is_none() {
        return Some("nothing is kept, and nothing says why".into());
    }
    let is_told = |text: &str| !text.is_empty() && !text.contains('\0');
    let untold = |reject: &&crate::ingest::message::Reject| {
        !is_told(&reject.reason) || reject.sample.contains('\0') || reject.sample.chars().count() > 500
    };
    if let Some(reject) = decoded.rejects.iter().find(untold) {
        return Some(format!("a reject cannot be shown: {reject:?}"));
    }
    decoded.messages.iter().find_map(|message| {
        let told = wrong(message)?;
        Some(format!("{told}: {message:?}"))
    })
}

/// What a message says that must not be stored.
fn wrong(message: &Message) -> Option<&'static str> {
    let text = |text: &str, most: usize| (1..=most).contains(&text.chars().count()) && !text.contains('\0');
    let optional = |value: &Option<String>, most| value.as_deref().is_none_or(|value| text(value, most));
    let identity = &message.identity;
    let is_somebody = identity.anonymous_id.is_some() || identity.external_id.is_some();
    if !is_somebody || !optional(&identity.anonymous_id, 255) || !optional(&identity.external_id, 255) {
        return Some("its ids are wrong");
    }
    if !optional(&message.message_id, 100) || message.at > NOON || !message.at.is_in_range() {
        return Some("its own id or its time is wrong");
    }
    if !optional(&message.locale, 700) || !optional(&message.origin.integration, 700) {
        return Some("what it comes with is wrong");
    }
    let is_kept = |(key, value): &(String, Option<AttributeValue>)| {
        let item = |item: &str| item.chars().count() <= 700 && !item.contains('\0');
        let is_fine = |value: &AttributeValue| {
            let content = match &value.content {
                AttributeContent::Text(value) => item(value),
                AttributeContent::Number(number) => number.is_finite(),
                AttributeContent::Boolean(_) => true,
                AttributeContent::List(items) => items.iter().all(|one| item(one)),
            };
            content && serde_json::from_str::<Value>(&value.raw).is_ok() && !value.raw.contains('\0')
        };
        text(key, 200) && value.as_ref().is_none_or(is_fine)
    };
    let is_fine = match &message.action {
        Action::Identify { natives, attributes } => {
            let natives = natives.iter().flat_map(|(_, content)| content).all(|content| match content {
                NativeContent::Text(value) => text(value, 700),
                NativeContent::Time(at) => Instant(*at).is_in_range(),
            });
            natives && attributes.iter().all(is_kept)
        }
        Action::Group { attributes } => attributes.iter().all(is_kept),
        Action::Track { event, properties } => {
            let is_object = |text: &String| serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_object());
            text(event, 200) && properties.as_ref().is_none_or(is_object)
        }
        Action::Interact(interaction) => {
            let answer = interaction.answer.as_ref().is_none_or(|answer| {
                let value = answer.value.as_ref().is_none_or(|value| match value {
                    AnswerValue::Number(number) => number.is_finite(),
                    AnswerValue::Text(value) => !value.contains('\0'),
                    AnswerValue::Options(items) => items.iter().all(|item| !item.contains('\0')),
                });
                value && text(&answer.question_id, 200) && optional(&answer.question, 700)
            });
            let steps =
                [interaction.step, interaction.steps].into_iter().flatten().all(|step| (0..=1_000_000).contains(&step));
            answer && steps && text(&interaction.experience_id, 200) && optional(&interaction.name, 700)
        }
        Action::Alias { previous_id, .. } => text(previous_id, 255),
        Action::Presence => true,
    };
    (!is_fine).then_some("what it says is wrong")
}

#[test]
fn mutations_of_messages_are_read_or_refused() {
    let count = std::env::var("ROLLCALL_TEST_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let mut random = SmallRng::seed_from_u64(43);
    let corpus = corpus();
    let (mut read, mut refused) = (0, 0);
    for body in &corpus {
        assert_sound(body, fault);
    }
    for _ in 0..count.unwrap_or(MUTATIONS) {
        let body = mutated(&mut random, &corpus, &JSON_PIECES, "{\"a\":");
        assert_sound(&body, fault);
        let is_read = decoded(&body, Endpoint::Batch, true).is_ok_and(|decoded| !decoded.messages.is_empty());
        if is_read { read += 1 } else { refused += 1 }
    }
    assert!(read > 300 && refused > 1_000, "{read} read, {refused} refused");
}
