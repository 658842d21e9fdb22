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

#[cfg(test)]
mod tests {
    use crate::ingest::{
        apply::{Catalogue, User, WorkingSet},
        message::{Action, Identity, Message, NativeContent, NativeKey, Origin, Outcome, Source},
    };
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use shared::time::Instant;
    use std::{
        collections::BTreeSet,
        sync::atomic::{AtomicI64, Ordering},
    };

    fn message(anonymous_id: Option<String>, external_id: Option<String>, at: i64, action: Action) -> Message {
        Message {
            message_id: None,
            identity: Identity { anonymous_id, external_id },
            at: Instant(at),
            received_at: Instant(1_000),
            is_activity: at % 2 == 0,
            origin: Origin { source: Source::Server, integration: None },
            locale: None,
            action,
        }
    }

    /// A random message over few ids, so that they meet often.
    fn any(chance: &mut ChaCha8Rng, may_join_identified: bool) -> Message {
        let anonymous = format!("a{}", chance.random_range(0..4));
        let external = format!("u{}", chance.random_range(0..4));
        let (anonymous, external) = match chance.random_range(0..4) {
            0 => (Some(anonymous), None),
            1 => (None, Some(external)),
            _ => (Some(anonymous), Some(external)),
        };
        let action = match chance.random_range(0..4) {
            0 => Action::Presence,
            1 if external.is_some() => {
                let previous_id = ["a0", "a9", "u0", "u1", "u9"][chance.random_range(0..5)].into();
                Action::Alias { previous_id, may_join_identified, sample: String::new() }
            }
            _ => {
                let name = NativeContent::Text(format!("name {}", chance.random_range(0..3)));
                Action::Identify { natives: vec![(NativeKey::Name, Some(name))], attributes: Vec::new() }
            }
        };
        message(anonymous, external, chance.random_range(0..1_000), action)
    }

    /// An empty working set by this name.
    macro_rules! working_set {
        ($set:ident) => {
            let next = AtomicI64::new(1);
            let new_id = || next.fetch_add(1, Ordering::Relaxed);
            let mut catalogue = Catalogue::default();
            let mut $set = WorkingSet::new(&mut catalogue, &new_id);
        };
    }

    fn alive<'s>(set: &'s WorkingSet<'_>) -> Vec<&'s User> {
        (0..set.users.len()).filter(|slot| set.find(*slot) == *slot).map(|slot| &set.users[slot]).collect()
    }

    #[test]
    fn an_id_leads_to_a_user_and_people_stay_apart_without_the_secret_key() {
        for seed in 0..300 {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let messages: Vec<Message> = (0..40).map(|_| any(&mut chance, false)).collect();
            working_set!(set);
            let mut people = BTreeSet::new();
            for message in &messages {
                if set.apply(message) == Outcome::Stored {
                    people.extend(message.identity.external_id.clone());
                }
            }
            let identified: Vec<&str> = alive(&set).iter().filter_map(|user| user.external_id.as_deref()).collect();
            let distinct: BTreeSet<String> = identified.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!((identified.len(), distinct), (people.len(), people), "seed {seed}");
            for (key, link) in &set.links {
                let user = &set.users[set.find(link.slot)];
                if let Some(external_id) = key.strip_prefix("user:") {
                    assert_eq!(user.external_id.as_deref(), Some(external_id), "seed {seed}");
                }
            }
            let reachable: BTreeSet<usize> = set.links.values().map(|link| set.find(link.slot)).collect();
            assert_eq!(reachable.len(), alive(&set).len(), "seed {seed}: a user nobody leads to");
        }
    }

    #[test]
    fn calls_that_name_the_person_change_nothing_when_repeated() {
        for seed in 0..300 {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let mut calls: Vec<Message> = (0..25).map(|_| any(&mut chance, true)).collect();
            // An alias that renames somebody gives the old id a new meaning; the rest is told here.
            calls.retain(|call| call.identity.external_id.is_some() && !matches!(call.action, Action::Alias { .. }));
            working_set!(set);
            calls.iter().for_each(|call| drop(set.apply(call)));
            let picture = |set: &WorkingSet<'_>| {
                let users: Vec<User> = alive(set).into_iter().cloned().collect();
                let links: Vec<_> = set.links.iter().map(|(key, link)| (key.clone(), set.find(link.slot))).collect();
                (users, links.into_iter().collect::<std::collections::BTreeMap<_, _>>())
            };
            let before = picture(&set);
            calls.iter().for_each(|call| drop(set.apply(call)));
            assert_eq!(picture(&set), before, "seed {seed}");
        }
    }

    #[test]
    fn with_the_secret_key_two_people_become_one() {
        let alias = |may_join_identified| Action::Alias {
            previous_id: "old".into(),
            may_join_identified,
            sample: String::new(),
        };
        let [old, new] = ["old", "new"].map(|id| message(None, Some(id.into()), 10, Action::Presence));
        let [refused, joined] = [false, true].map(|may| message(None, Some("new".into()), 20, alias(may)));
        working_set!(set);
        set.apply(&old);
        set.apply(&new);
        assert_eq!(set.apply(&refused), Outcome::Refused(super::NEEDS_SECRET.into()));
        assert_eq!(alive(&set).len(), 2);
        assert_eq!(set.apply(&joined), Outcome::Stored);
        assert_eq!(set.apply(&joined), Outcome::Stored);
        assert_eq!(alive(&set).len(), 1);
        assert_eq!(set.slot_of("user:old"), set.slot_of("user:new"));
    }
}
