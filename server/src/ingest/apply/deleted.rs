//! People who were deleted do not come back by a message.

use super::working_set::WorkingSet;
use crate::ingest::message::{Action, Message, anonymous_key, external_key};

/// Who of a message's people may be stored.
pub(super) enum Spared {
    /// Everybody.
    All,
    /// The person, in the message as it is without its deleted visitor.
    Person(Box<Message>),
    /// Nobody.
    Nobody,
}

impl WorkingSet<'_> {
    /// Who of a message's people may be stored.
    pub(super) fn unless_deleted(&self, message: &Message) -> Spared {
        let is_deleted = |key: String| self.tombstones.contains(&key);
        let identity = &message.identity;
        let previous = match &message.action {
            Action::Alias { previous_id, .. } => Some(previous_id),
            Action::Identify { .. }
            | Action::Group { .. }
            | Action::Track { .. }
            | Action::Interact(_)
            | Action::Presence => None,
        };
        if identity.external_id.as_deref().is_some_and(|id| is_deleted(external_key(id))) {
            return Spared::Nobody;
        }
        if previous.is_some_and(|id| is_deleted(anonymous_key(id)) || is_deleted(external_key(id))) {
            // The alias leads nowhere; whom it was to lead to is alive.
            return Spared::Person(Box::new(Message { action: Action::Presence, ..message.clone() }));
        }
        match identity.anonymous_id.as_deref() {
            Some(id) if is_deleted(anonymous_key(id)) && identity.external_id.is_some() => {
                // A deleted visitor never keeps out somebody else who signs in on the same browser.
                let mut person = message.clone();
                person.identity.anonymous_id = None;
                Spared::Person(Box::new(person))
            }
            Some(id) if is_deleted(anonymous_key(id)) => Spared::Nobody,
            Some(_) | None => Spared::All,
        }
    }
}
