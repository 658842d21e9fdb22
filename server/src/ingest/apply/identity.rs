//! Which user a message is about, and what two ids in one message join.

use super::{
    user::{Change, User},
    working_set::{Link, WorkingSet},
};
use crate::ingest::message::{Message, anonymous_key, external_key};

/// Why ids are not joined.
pub const NEEDS_SECRET: &str = "Joining two identified users needs the secret key.";

impl WorkingSet<'_> {
    /// The user of a message, made when nobody is known by its ids. `joins` when the message says who somebody is.
    pub(super) fn user_of(&mut self, message: &Message, joins: bool) -> usize {
        let identity = &message.identity;
        match (&identity.anonymous_id, &identity.external_id) {
            (Some(anonymous_id), None) => self.anonymous_user(anonymous_id, message),
            (None, Some(external_id)) => self.external_user(external_id, message),
            (Some(anonymous_id), Some(external_id)) => self.both(anonymous_id, external_id, message, joins),
            // The reader of messages lets none of these through; nobody is a user of their own.
            (None, None) => self.add(User::new((self.new_id)(), message.received_at)),
        }
    }

    fn anonymous_user(&mut self, anonymous_id: &str, message: &Message) -> usize {
        let key = anonymous_key(anonymous_id);
        if let Some(slot) = self.slot_of(&key) {
            return slot;
        }
        let mut user = User::new((self.new_id)(), message.received_at);
        user.anonymous_id = Some(anonymous_id.to_owned());
        let slot = self.add(user);
        self.link(key, Link::new(slot, None));
        slot
    }

    fn external_user(&mut self, external_id: &str, message: &Message) -> usize {
        let key = external_key(external_id);
        if let Some(slot) = self.slot_of(&key) {
            return slot;
        }
        let mut user = User::new((self.new_id)(), message.received_at);
        user.external_id = Some(external_id.to_owned());
        let slot = self.add(user);
        self.link(key, Link::new(slot, None));
        slot
    }

    fn both(&mut self, anonymous_id: &str, external_id: &str, message: &Message, joins: bool) -> usize {
        let (anonymous, external) = (anonymous_key(anonymous_id), external_key(external_id));
        let linked_at = joins.then_some(message.at.0);
        let Some(visitor) = self.slot_of(&anonymous) else {
            // First sight of the anonymous id, together with the person's.
            let slot = self.external_user(external_id, message);
            self.lead_to(anonymous, anonymous_id, slot, linked_at);
            return slot;
        };
        let slot = match self.slot_of(&external) {
            None if self.users[visitor].external_id.is_none() => {
                let user = &mut self.users[visitor];
                user.external_id = Some(external_id.to_owned());
                user.touch(Change::All);
                self.link(external, Link::new(visitor, None));
                visitor
            }
            None => self.external_user(external_id, message),
            Some(person) => person,
        };
        if slot == visitor || self.users[visitor].external_id.is_none() {
            if slot != visitor {
                self.merge(visitor, slot);
            }
            self.lead_to(anonymous, anonymous_id, slot, linked_at);
        } else if joins && self.links[&anonymous].linked_at.is_none_or(|before| message.at.0 >= before) {
            // Somebody else signed in on this browser: the id leads to them from now on, and nothing moves.
            self.lead_to(anonymous, anonymous_id, slot, linked_at);
        }
        slot
    }

    /// Lets an anonymous id lead to a user.
    fn lead_to(&mut self, key: String, anonymous_id: &str, slot: usize, linked_at: Option<i64>) {
        let before = self.links.get(&key);
        let same = before.filter(|link| self.find(link.slot) == slot);
        let linked_at = same.and_then(|link| link.linked_at).max(linked_at);
        let link = Link::new(slot, linked_at);
        if before.is_none_or(|before| before.slot != link.slot || before.linked_at != link.linked_at) {
            self.link(key, link);
        }
        let user = &mut self.users[slot];
        if user.anonymous_id.is_none() {
            user.anonymous_id = Some(anonymous_id.to_owned());
            user.touch(Change::All);
        }
    }

    /// Two ids of one person: an anonymous one is treated as by an identify, two persons need the secret key.
    pub(super) fn alias(&mut self, message: &Message, previous_id: &str, may_join: bool) -> Result<usize, String> {
        let Some(external_id) = &message.identity.external_id else { return Ok(self.user_of(message, false)) };
        let (previous, external) = (external_key(previous_id), external_key(external_id));
        let anonymous_is_known = self.slot_of(&anonymous_key(previous_id)).is_some();
        let (before, after) = (self.slot_of(&previous), self.slot_of(&external));
        match (before, after) {
            _ if previous == external => Ok(self.external_user(external_id, message)),
            _ if anonymous_is_known => Ok(self.both(previous_id, external_id, message, true)),
            (None, _) => {
                let slot = self.both(previous_id, external_id, message, true);
                if may_join {
                    // Should that id be a person's who is yet to be heard of, it leads here too.
                    self.link(previous, Link::new(slot, None));
                }
                Ok(slot)
            }
            (Some(before), Some(after)) if before == after => Ok(after),
            (Some(_), _) if !may_join => Err(NEEDS_SECRET.into()),
            (Some(before), None) => {
                let user = &mut self.users[before];
                user.external_id = Some(external_id.clone());
                user.touch(Change::All);
                self.link(external, Link::new(before, None));
                Ok(before)
            }
            (Some(before), Some(after)) => {
                self.merge(before, after);
                Ok(after)
            }
        }
    }
}
