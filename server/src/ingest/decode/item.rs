//! One message: its ids, its time, its sender, and what it says.

use super::{
    CallKind, Surroundings, flatten, interaction,
    json::{Json, RawObject},
    time::{correct, parse_client_time},
    traits,
};
use crate::ingest::{
    message::{Action, Identity, Message, Origin, Source, anonymous_key, external_key},
    proof::Verification,
};
use serde_json::value::RawValue;
use shared::time::Instant;

const LONGEST_ID: usize = 255;
const LONGEST_MESSAGE_ID: usize = 100;
const LONGEST_EVENT: usize = 200;

/// Reads a message. What is left out of it, with the rest kept, goes into `refused`.
pub(super) fn read(
    kind: CallKind,
    item: &RawObject<'_>,
    around: &Surroundings<'_>,
    sample: impl Fn() -> String,
    refused: &mut Vec<String>,
) -> Result<Message, String> {
    let identity = Identity { anonymous_id: id(item, "anonymousId")?, external_id: id(item, "userId")? };
    if identity == Identity::default() {
        return Err("Neither userId nor anonymousId is given.".into());
    }
    let context = Context::read(item.get("context").or(around.context))?;
    let identity = match around.proof {
        Some(proof) => believed(kind, identity, context.signature.as_deref(), proof)?,
        None => identity,
    };
    let message_id = text(item, "messageId")?.filter(|id| !id.is_empty());
    if message_id.as_ref().is_some_and(|id| id.chars().count() > LONGEST_MESSAGE_ID) {
        return Err(format!("The messageId has more than {LONGEST_MESSAGE_ID} characters."));
    }
    let timestamp = time(item, "timestamp", refused).or_else(|| time(item, "originalTimestamp", refused));
    let sent_at = time(item, "sentAt", refused).or(around.sent_at);
    let action = match kind {
        CallKind::Identify => {
            let value = item.get("traits").map_or(Ok(Json::Null), json)?;
            let value = if value == Json::Null { context.traits.map_or(Ok(Json::Null), json)? } else { value };
            let traits = traits::read(value, refused);
            Action::Identify { natives: traits.natives, attributes: traits.attributes }
        }
        CallKind::Track => track(item, refused)?,
        CallKind::Page | CallKind::Screen => Action::Presence,
        CallKind::Group => {
            let told = item.get("traits").map_or(Ok(Json::Null), json)?;
            Action::Group { attributes: traits::of_group(told, id(item, "groupId")?, refused) }
        }
        CallKind::Alias => {
            let previous_id = id(item, "previousId")?.ok_or("An alias needs a previousId.")?;
            if identity.external_id.is_none() {
                return Err("An alias needs a userId.".into());
            }
            Action::Alias { previous_id, may_join_identified: around.is_secret, sample: sample() }
        }
    };
    let is_activity = match kind {
        CallKind::Page | CallKind::Screen => true,
        CallKind::Identify | CallKind::Track | CallKind::Group | CallKind::Alias => context.has_page,
    };
    Ok(Message {
        message_id,
        identity,
        at: correct(timestamp, sent_at, around.received_at),
        received_at: around.received_at,
        is_activity: is_activity && context.is_active && !around.is_import,
        origin: match context.integration {
            Some(name) => Origin { source: Source::Integration, integration: Some(name) },
            None if context.has_page => Origin { source: Source::Sdk, integration: None },
            None => Origin { source: around.source, integration: None },
        },
        locale: context.locale,
        action,
    })
}

/// What may be believed of the ids of a message, where products prove who a user is.
fn believed(
    kind: CallKind,
    identity: Identity,
    signature: Option<&str>,
    proof: &Verification,
) -> Result<Identity, String> {
    let Some(external_id) = &identity.external_id else { return Ok(identity) };
    if signature.is_some_and(|signature| proof.holds(external_id, signature)) {
        return Ok(identity);
    }
    match (kind, &identity.anonymous_id) {
        // These say who somebody is, or what they have.
        (CallKind::Identify | CallKind::Group | CallKind::Alias, _) => Err(match signature {
            None => format!("{UNSIGNED} context.signature is missing."),
            Some(_) => format!("{UNSIGNED} context.signature is not that of this userId."),
        }),
        // A browser that proved before whose it is leads there by its own id; any other leads to a visitor.
        (CallKind::Track | CallKind::Page | CallKind::Screen, Some(_)) => {
            Ok(Identity { external_id: None, ..identity })
        }
        (CallKind::Track | CallKind::Page | CallKind::Screen, None) => Ok(identity),
    }
}

/// How the reason of a message begins that has to be signed and is not.
const UNSIGNED: &str = "Identity verification is on:";

fn track(item: &RawObject<'_>, refused: &mut Vec<String>) -> Result<Action, String> {
    let Some(raw) = item.get("event") else { return Err("A track needs an event.".into()) };
    let Json::Text(event) = json(raw)? else { return Err("The event's name is not text.".into()) };
    if !(1..=LONGEST_EVENT).contains(&event.chars().count()) {
        return Err(format!("An event's name has 1 to {LONGEST_EVENT} characters."));
    }
    let properties = item.get("properties").map_or(Ok(Json::Null), json)?;
    if let Some(action) = interaction::action(&event) {
        return interaction::read(action, properties, refused).map(|read| Action::Interact(Box::new(read)));
    }
    if !matches!(properties, Json::Object(_) | Json::Null) {
        refused.push("The properties are not an object and were left out.".into());
    }
    Ok(Action::Track { event: event.into_owned(), properties: flatten::properties(properties) })
}

/// The identity keys of a message, as far as they can be read; the person's first.
pub(super) fn identity_keys(item: &RawObject<'_>) -> Vec<String> {
    let external = id(item, "userId").ok().flatten().map(|id| external_key(&id));
    let anonymous = id(item, "anonymousId").ok().flatten().map(|id| anonymous_key(&id));
    external.into_iter().chain(anonymous).collect()
}

pub(super) fn json(raw: &RawValue) -> Result<Json<'_>, String> {
    serde_json::from_str(raw.get()).map_err(|error| {
        let error = error.to_string();
        format!("It holds what cannot be stored: {}.", error.split(" at line ").next().unwrap_or(&error))
    })
}

/// A text, or a number, which is its literal digits.
pub(super) fn text(object: &RawObject<'_>, key: &str) -> Result<Option<String>, String> {
    let Some(raw) = object.get(key) else { return Ok(None) };
    let literal = raw.get();
    if literal.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return Ok(Some(literal.to_owned()));
    }
    match json(raw)? {
        Json::Text(text) => Ok(Some(text.into_owned())),
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::List(_) | Json::Object(_) => {
            Err(format!("{key} is not text."))
        }
    }
}

fn id(item: &RawObject<'_>, key: &str) -> Result<Option<String>, String> {
    let id = text(item, key)?.filter(|id| !id.is_empty());
    if id.as_ref().is_some_and(|id| id.chars().count() > LONGEST_ID) {
        return Err(format!("{key} has more than {LONGEST_ID} characters."));
    }
    Ok(id)
}

/// A client's time. One that cannot be read is as if it were absent, and told.
pub(super) fn time(object: &RawObject<'_>, key: &str, refused: &mut Vec<String>) -> Option<Instant> {
    let raw = object.get(key)?;
    let at = match json(raw) {
        Ok(Json::Text(text)) => parse_client_time(&text),
        Ok(Json::Null | Json::Boolean(_) | Json::Number(_) | Json::List(_) | Json::Object(_)) | Err(_) => None,
    };
    if at.is_none() {
        refused.push(format!("{key} is not a time of ISO 8601; the time of arrival was taken."));
    }
    at
}

/// What is of use in `context`.
struct Context<'a> {
    has_page: bool,
    is_active: bool,
    locale: Option<String>,
    integration: Option<String>,
    signature: Option<String>,
    traits: Option<&'a RawValue>,
}

impl<'a> Context<'a> {
    fn read(raw: Option<&'a RawValue>) -> Result<Self, String> {
        let mut context =
            Self { has_page: false, is_active: true, locale: None, integration: None, signature: None, traits: None };
        // What is not an object says nothing.
        let Some(object) = raw.and_then(|raw| serde_json::from_str::<RawObject<'a>>(raw.get()).ok()) else {
            return Ok(context);
        };
        context.has_page = object.get("page").is_some_and(|page| page.get().starts_with('{'));
        context.is_active = object.get("active").is_none_or(|active| active.get() != "false");
        context.locale = short_text(object.get("locale"))?;
        if let Some(integration) = object.get("integration") {
            let inner = serde_json::from_str::<RawObject<'_>>(integration.get()).ok();
            context.integration = short_text(inner.and_then(|inner| inner.get("name")))?;
        }
        context.signature = short_text(object.get("signature"))?;
        context.traits = object.get("traits");
        Ok(context)
    }
}

fn short_text(raw: Option<&RawValue>) -> Result<Option<String>, String> {
    match raw.map(json).transpose()? {
        Some(Json::Text(text)) => {
            Ok(Some(text).filter(|text| !text.is_empty() && text.chars().count() <= 200).map(Into::into))
        }
        Some(Json::Null | Json::Boolean(_) | Json::Number(_) | Json::List(_) | Json::Object(_)) | None => Ok(None),
    }
}
