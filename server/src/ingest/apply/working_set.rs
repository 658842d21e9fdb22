//! The part of the world that a group of messages concerns, and what they make of it.

use super::{
    attributes,
    catalogue::Catalogue,
    deleted::Spared,
    natives::NativeValue,
    user::{Change, User},
};
use crate::ingest::{
    digests::Digests,
    message::{Action, AttributeValue, Interaction, Message, NativeContent, NativeKey, Origin, Outcome},
};
use shared::time::Instant;
use std::collections::{HashMap, HashSet};

/// Which user an identity key leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The user's place in the working set; may have been merged away since.
    pub slot: usize,
    /// When the latest identify was that led it there.
    pub linked_at: Option<i64>,
    /// Whether it is to be written.
    pub is_changed: bool,
}

impl Link {
    pub(super) fn new(slot: usize, linked_at: Option<i64>) -> Self {
        Self { slot, linked_at, is_changed: true }
    }
}

/// An ordinary event to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent<'a> {
    /// Whose; see [`WorkingSet::find`].
    pub slot: usize,
    /// Its id.
    pub event_id: i64,
    /// Its name.
    pub event_name_id: i64,
    /// When it happened.
    pub at: i64,
    /// JSON object.
    pub properties: Option<&'a str>,
}

/// An interaction to insert.
#[derive(Clone, Debug, PartialEq)]
pub struct NewInteraction<'a> {
    /// Whose; see [`WorkingSet::find`].
    pub slot: usize,
    /// Its id.
    pub interaction_id: i64,
    /// The experience.
    pub experience_key: i64,
    /// When it happened.
    pub at: i64,
    /// What was told.
    pub told: &'a Interaction,
    /// The answer that came with it.
    pub answer: Option<NewAnswer>,
}

/// An answer to insert.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAnswer {
    /// The question.
    pub question_key: i64,
    /// A number.
    pub number: Option<f64>,
    /// A text.
    pub text: Option<String>,
    /// Chosen options.
    pub items: Vec<String>,
    /// JSON, as sent.
    pub raw: String,
}

/// A user who turned out to be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Who is no more.
    pub from: usize,
    /// Who took everything.
    pub into: usize,
}

/// Users, identities and definitions, and what is new about them.
pub struct WorkingSet<'a> {
    /// Users by place. Merged ones stay, see [`WorkingSet::find`].
    pub users: Vec<User>,
    /// Identities.
    pub links: HashMap<String, Link>,
    /// Definitions.
    pub catalogue: &'a mut Catalogue,
    /// Message ids that are stored, or will be with this group.
    pub message_ids: HashSet<String>,
    /// Message ids to store.
    pub new_message_ids: Vec<(&'a str, i64)>,
    /// Identity keys of people who were deleted.
    pub tombstones: HashSet<String>,
    /// Events to insert.
    pub events: Vec<NewEvent<'a>>,
    /// Interactions to insert.
    pub interactions: Vec<NewInteraction<'a>>,
    /// Merges, in their order.
    pub merges: Vec<Merge>,
    /// Makes digests of the properties of events; those of events that nobody expects are made later.
    pub digests: Option<Digests>,
    /// Gives a new id, larger than all before.
    pub new_id: &'a (dyn Fn() -> i64 + Sync),
    merged_into: HashMap<usize, usize>,
}

impl<'a> WorkingSet<'a> {
    /// An empty one.
    pub fn new(catalogue: &'a mut Catalogue, new_id: &'a (dyn Fn() -> i64 + Sync)) -> Self {
        Self {
            users: Vec::new(),
            links: HashMap::new(),
            catalogue,
            message_ids: HashSet::new(),
            new_message_ids: Vec::new(),
            tombstones: HashSet::new(),
            events: Vec::new(),
            interactions: Vec::new(),
            merges: Vec::new(),
            digests: None,
            new_id,
            merged_into: HashMap::new(),
        }
    }

    /// Adds a user and gives their place.
    pub fn add(&mut self, user: User) -> usize {
        self.users.push(user);
        self.users.len() - 1
    }

    /// The place of who a user is now, after merges.
    #[must_use]
    pub fn find(&self, slot: usize) -> usize {
        let mut slot = slot;
        while let Some(&into) = self.merged_into.get(&slot) {
            slot = into;
        }
        slot
    }

    pub(super) fn slot_of(&self, key: &str) -> Option<usize> {
        self.links.get(key).map(|link| self.find(link.slot))
    }

    pub(super) fn link(&mut self, key: String, link: Link) {
        self.links.insert(key, link);
    }

    /// Merges one user into another.
    pub(super) fn merge(&mut self, from: usize, into: usize) {
        let placeholder = User::new(self.users[from].user_id, Instant(self.users[from].made));
        let mut other = std::mem::replace(&mut self.users[from], placeholder);
        self.users[into].absorb(&mut other);
        self.users[from] = User { change: Change::None, ..other };
        self.merged_into.insert(from, into);
        self.merges.push(Merge { from, into });
    }

    /// Applies one message.
    pub fn apply(&mut self, message: &'a Message) -> Outcome {
        if let Some(id) = &message.message_id
            && self.message_ids.contains(id)
        {
            return Outcome::Duplicate;
        }
        let without_visitor;
        let mut applied = message;
        if !self.tombstones.is_empty() {
            match self.unless_deleted(message) {
                Spared::All => {}
                Spared::Person(person) => {
                    without_visitor = *person;
                    applied = &without_visitor;
                }
                Spared::Nobody => return Outcome::Blocked,
            }
        }
        let joins = matches!(message.action, Action::Identify { .. });
        let slot = match &applied.action {
            Action::Alias { previous_id, may_join_identified, .. } => {
                match self.alias(applied, previous_id, *may_join_identified) {
                    Ok(slot) => slot,
                    Err(reason) => return Outcome::Refused(reason),
                }
            }
            Action::Identify { .. }
            | Action::Group { .. }
            | Action::Track { .. }
            | Action::Interact(_)
            | Action::Presence => self.user_of(applied, joins),
        };
        if let Some(id) = &message.message_id {
            self.message_ids.insert(id.clone());
            self.new_message_ids.push((id, message.received_at.0));
        }
        self.act(slot, message);
        Outcome::Stored
    }

    fn act(&mut self, slot: usize, message: &'a Message) {
        let user = &mut self.users[slot];
        if message.is_activity {
            user.be_active(message.at);
        }
        if let Some(locale) = &message.locale
            && user.natives.set_locale(locale, &message.origin, message.at.0)
        {
            user.touch(Change::All);
        }
        match &message.action {
            Action::Identify { natives, attributes } => {
                for (key, content) in natives {
                    self.set_native(slot, *key, content.clone(), &message.origin, message.at);
                }
                for (key, value) in attributes {
                    self.set_attribute(slot, key, value.as_ref(), &message.origin, message.at);
                }
            }
            Action::Group { attributes } => {
                for (key, value) in attributes {
                    self.set_attribute(slot, key, value.as_ref(), &message.origin, message.at);
                }
            }
            Action::Track { event, properties } => {
                user.is_touched = true;
                let event_name_id = self.catalogue.event_name(event, message.received_at);
                let properties = properties.as_deref();
                let event_id = (self.new_id)();
                self.events.push(NewEvent { slot, event_id, event_name_id, at: message.at.0, properties });
            }
            Action::Interact(told) => {
                user.is_touched = true;
                self.interact(slot, told, message);
            }
            Action::Alias { .. } | Action::Presence => {}
        }
    }

    /// Sets a reserved trait of a user, unless a later value is known.
    pub fn set_native(
        &mut self,
        slot: usize,
        key: NativeKey,
        content: Option<NativeContent>,
        origin: &Origin,
        at: Instant,
    ) {
        let user = &mut self.users[slot];
        if user.natives.set(key, NativeValue { content, origin: origin.clone(), at: at.0 }) {
            user.touch(Change::All);
        }
    }

    /// Sets an attribute of a user, unless a later value is known.
    pub fn set_attribute(
        &mut self,
        slot: usize,
        key: &str,
        value: Option<&AttributeValue>,
        origin: &Origin,
        at: Instant,
    ) {
        let definition = match (self.catalogue.attributes.get(key), value) {
            (Some(definition), _) => *definition,
            (None, Some(value)) => self.catalogue.attribute(key, attributes::kind_of(&value.content), at),
            // Nobody ever had it.
            (None, None) => return,
        };
        let user = &mut self.users[slot];
        let known = user.attributes.get(&definition.attribute_id);
        if known.is_some_and(|known| known.updated_at > at.0) {
            return;
        }
        let write = Some(attributes::write(definition.kind, value, origin));
        let state = super::AttributeState { updated_at: at.0, write, is_moved: true };
        user.attributes.insert(definition.attribute_id, state);
        user.is_touched = true;
    }
}
