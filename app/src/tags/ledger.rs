//! The tags of the users that were seen, and what is being done to them. Pure.
//!
//! Invariants: what somebody does is seen at once, and stays seen whatever answers say that were asked for before it
//! was done; what the server refused is taken back, unless more was done to the same tag of the same user since.

use shared::{
    api::users::TagOnUser,
    ids::{TagId, UserId},
    text::fold,
};
use std::collections::BTreeMap;

/// Edits that are remembered after they are done: more than can be done while one answer is on its way.
const KEPT: usize = 64;

/// How a tag of a user is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The server knows it.
    Settled,
    /// It was given, and the server has not said yes yet.
    Pending,
    /// It was refused, and goes.
    Leaving,
}

/// A tag of a user as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The tag.
    pub tag: TagOnUser,
    /// How.
    pub look: Look,
}

/// A tag that a user is given, or that is taken.
#[derive(Clone, Debug)]
struct Edit {
    id: u64,
    user_id: UserId,
    tag: TagOnUser,
    gives: bool,
    /// The moment from which on answers know it.
    done: Option<u64>,
}

impl Edit {
    fn is_of(&self, user_id: UserId, tag_id: TagId) -> bool {
        self.user_id == user_id && self.tag.tag_id == tag_id
    }

    fn apply(&self, tags: &mut Vec<TagOnUser>) {
        tags.retain(|tag| tag.tag_id != self.tag.tag_id);
        if self.gives {
            insert(tags, self.tag.clone());
        }
    }
}

/// Tags stand by name.
fn insert(tags: &mut Vec<TagOnUser>, tag: TagOnUser) {
    let key = fold(&tag.name);
    let at = tags.iter().position(|other| fold(&other.name) > key).unwrap_or(tags.len());
    tags.insert(at, tag);
}

/// Who has which tags.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    users: BTreeMap<UserId, Vec<TagOnUser>>,
    edits: Vec<Edit>,
    leaving: Vec<(u64, UserId, TagOnUser)>,
    last_id: u64,
    moment: u64,
}

impl Ledger {
    /// Now, for [`Ledger::learn`]: to be read before something is asked.
    pub fn moment(&self) -> u64 {
        self.moment
    }

    /// An id for a tag that has none yet: no other one's, and none that the server gives.
    pub fn own_id(&self) -> TagId {
        TagId(-1 - self.last_id.cast_signed())
    }

    /// What an answer says of a user, and when it was asked for.
    pub fn learn(&mut self, user_id: UserId, mut tags: Vec<TagOnUser>, asked: u64) {
        let is_newer = |edit: &&Edit| edit.user_id == user_id && edit.done.is_none_or(|done| done > asked);
        for edit in self.edits.iter().filter(is_newer) {
            edit.apply(&mut tags);
        }
        self.users.insert(user_id, tags);
    }

    /// Gives or takes; the number of the edit.
    pub fn begin(&mut self, user_id: UserId, tag: TagOnUser, gives: bool) -> u64 {
        self.last_id += 1;
        let edit = Edit { id: self.last_id, user_id, tag, gives, done: None };
        edit.apply(self.users.entry(user_id).or_default());
        self.edits.push(edit);
        self.last_id
    }

    /// The server did it, with this tag: one that was made for it has its id from then on.
    pub fn done(&mut self, id: u64, tag: TagOnUser) {
        self.moment += 1;
        let Some(edit) = self.edits.iter_mut().find(|edit| edit.id == id) else { return };
        edit.done = Some(self.moment);
        let before = std::mem::replace(&mut edit.tag, tag);
        if before != edit.tag
            && let Some(tags) = self.users.get_mut(&edit.user_id)
            && tags.iter().any(|tag| tag.tag_id == before.tag_id)
        {
            tags.retain(|tag| tag.tag_id != before.tag_id);
            edit.apply(tags);
        }
        let mut extra = self.edits.len().saturating_sub(KEPT);
        self.edits.retain(|edit| {
            let goes = extra > 0 && edit.done.is_some();
            extra -= usize::from(goes);
            !goes
        });
    }

    /// The server did not do it. A tag that was given is leaving until [`Ledger::left`].
    pub fn failed(&mut self, id: u64) {
        let Some(at) = self.edits.iter().position(|edit| edit.id == id) else { return };
        let edit = self.edits.remove(at);
        if self.edits[at..].iter().any(|later| later.is_of(edit.user_id, edit.tag.tag_id)) {
            return;
        }
        let tags = self.users.entry(edit.user_id).or_default();
        tags.retain(|tag| tag.tag_id != edit.tag.tag_id);
        if edit.gives {
            self.leaving.push((id, edit.user_id, edit.tag));
        } else {
            insert(tags, edit.tag);
        }
    }

    /// What was leaving has left.
    pub fn left(&mut self, id: u64) {
        self.leaving.retain(|(leaving, _, _)| *leaving != id);
    }

    /// The tags of a user, by name.
    pub fn of(&self, user_id: UserId) -> &[TagOnUser] {
        self.users.get(&user_id).map_or(&[], Vec::as_slice)
    }

    /// The tags of a user with those that come and go.
    pub fn shown(&self, user_id: UserId) -> Vec<Shown> {
        let mut tags = self.of(user_id).to_vec();
        for (_, _, tag) in self.leaving.iter().filter(|(_, of, _)| *of == user_id) {
            insert(&mut tags, tag.clone());
        }
        let look = |tag: &TagOnUser| {
            let is_pending = |edit: &Edit| edit.done.is_none() && edit.gives && edit.is_of(user_id, tag.tag_id);
            if !self.of(user_id).contains(tag) {
                Look::Leaving
            } else if self.edits.iter().any(is_pending) {
                Look::Pending
            } else {
                Look::Settled
            }
        };
        tags.into_iter().map(|tag| Shown { look: look(&tag), tag }).collect()
    }

    /// The tag of a user that was given last; without any, the last by name.
    pub fn last(&self, user_id: UserId) -> Option<TagOnUser> {
        let tags = self.of(user_id);
        let has = |edit: &&Edit| {
            edit.gives && edit.user_id == user_id && tags.iter().any(|tag| tag.tag_id == edit.tag.tag_id)
        };
        self.edits.iter().rev().find(has).map(|edit| edit.tag.clone()).or_else(|| tags.last().cloned())
    }

    /// Another tag stands in the place of one: it was renamed or recoloured, or is part of the other now.
    pub fn replace(&mut self, tag_id: TagId, by: &TagOnUser) {
        for tags in self.users.values_mut().filter(|tags| tags.iter().any(|tag| tag.tag_id == tag_id)) {
            tags.retain(|tag| tag.tag_id != tag_id && tag.tag_id != by.tag_id);
            insert(tags, by.clone());
        }
        for edit in self.edits.iter_mut().filter(|edit| edit.tag.tag_id == tag_id) {
            edit.tag = by.clone();
        }
    }

    /// There is no such tag any more.
    pub fn forget(&mut self, tag_id: TagId) {
        for tags in self.users.values_mut() {
            tags.retain(|tag| tag.tag_id != tag_id);
        }
        self.edits.retain(|edit| edit.tag.tag_id != tag_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::color::Color;

    const MINA: UserId = UserId(1);

    fn tag(id: i64, name: &str) -> TagOnUser {
        TagOnUser { tag_id: TagId(id), name: name.into(), color: Color::Blue }
    }

    fn names(ledger: &Ledger) -> Vec<(String, Look)> {
        ledger.shown(MINA).into_iter().map(|shown| (shown.tag.name, shown.look)).collect()
    }

    fn looks(expected: &[(&str, Look)]) -> Vec<(String, Look)> {
        expected.iter().map(|(name, look)| ((*name).to_owned(), *look)).collect()
    }

    #[test]
    fn what_is_done_is_seen_at_once_and_stands_by_name() {
        let mut ledger = Ledger::default();
        ledger.learn(MINA, vec![tag(1, "Alpha"), tag(3, "VIP")], 0);
        let edit = ledger.begin(MINA, tag(2, "beta"), true);
        assert_eq!(names(&ledger), looks(&[("Alpha", Look::Settled), ("beta", Look::Pending), ("VIP", Look::Settled)]));
        ledger.done(edit, tag(2, "beta"));
        ledger.begin(MINA, tag(1, "Alpha"), false);
        assert_eq!(names(&ledger), looks(&[("beta", Look::Settled), ("VIP", Look::Settled)]));
    }

    #[test]
    fn answers_from_before_do_not_undo_it() {
        let mut ledger = Ledger::default();
        let before = ledger.moment();
        let edit = ledger.begin(MINA, tag(2, "beta"), true);
        ledger.learn(MINA, Vec::new(), before);
        assert_eq!(names(&ledger), looks(&[("beta", Look::Pending)]), "while it is on its way");
        ledger.done(edit, tag(2, "beta"));
        ledger.learn(MINA, Vec::new(), before);
        assert_eq!(names(&ledger), looks(&[("beta", Look::Settled)]), "once it is done");
        // Somebody else took it since.
        ledger.learn(MINA, Vec::new(), ledger.moment());
        assert_eq!(names(&ledger), []);
    }

    #[test]
    fn what_is_refused_is_taken_back() {
        let mut ledger = Ledger::default();
        ledger.learn(MINA, vec![tag(1, "Alpha")], 0);
        let given = ledger.begin(MINA, tag(2, "beta"), true);
        ledger.failed(given);
        assert_eq!(names(&ledger), looks(&[("Alpha", Look::Settled), ("beta", Look::Leaving)]));
        assert_eq!(ledger.of(MINA).len(), 1, "what leaves does not count");
        ledger.left(given);
        let taken = ledger.begin(MINA, tag(1, "Alpha"), false);
        assert_eq!(names(&ledger), []);
        ledger.failed(taken);
        assert_eq!(names(&ledger), looks(&[("Alpha", Look::Settled)]));
    }

    #[test]
    fn what_was_done_since_counts_more_than_a_refusal() {
        let mut ledger = Ledger::default();
        let given = ledger.begin(MINA, tag(2, "beta"), true);
        ledger.begin(MINA, tag(2, "beta"), false);
        ledger.failed(given);
        assert_eq!(names(&ledger), []);
    }

    #[test]
    fn a_tag_that_is_made_gets_its_id() {
        let mut ledger = Ledger::default();
        ledger.learn(MINA, vec![tag(7, "Beta")], 0);
        // Somebody else had made it already, and the user had it.
        let edit = ledger.begin(MINA, tag(-1, "beta"), true);
        ledger.done(edit, tag(7, "Beta"));
        assert_eq!(names(&ledger), looks(&[("Beta", Look::Settled)]));
        assert_eq!(ledger.last(MINA).map(|tag| tag.tag_id), Some(TagId(7)));
    }

    #[test]
    fn the_last_is_the_one_that_was_given_last() {
        let mut ledger = Ledger::default();
        ledger.learn(MINA, vec![tag(1, "Alpha"), tag(3, "VIP")], 0);
        assert_eq!(ledger.last(MINA).map(|tag| tag.name).as_deref(), Some("VIP"));
        let edit = ledger.begin(MINA, tag(2, "beta"), true);
        ledger.done(edit, tag(2, "beta"));
        assert_eq!(ledger.last(MINA).map(|tag| tag.name).as_deref(), Some("beta"));
        ledger.begin(MINA, tag(2, "beta"), false);
        assert_eq!(ledger.last(MINA).map(|tag| tag.name).as_deref(), Some("VIP"));
    }

    #[test]
    fn tags_are_renamed_merged_and_forgotten_everywhere() {
        let mut ledger = Ledger::default();
        ledger.learn(MINA, vec![tag(1, "Alpha"), tag(3, "VIP")], 0);
        ledger.replace(TagId(1), &tag(1, "Zeta"));
        assert_eq!(names(&ledger), looks(&[("VIP", Look::Settled), ("Zeta", Look::Settled)]));
        ledger.replace(TagId(1), &tag(3, "VIP"));
        assert_eq!(names(&ledger), looks(&[("VIP", Look::Settled)]));
        ledger.forget(TagId(3));
        assert_eq!(names(&ledger), []);
    }

    #[test]
    fn edits_that_are_done_are_not_kept_for_ever() {
        let mut ledger = Ledger::default();
        let pending = ledger.begin(MINA, tag(1, "Alpha"), true);
        for round in 0..200 {
            let edit = ledger.begin(MINA, tag(2, "beta"), round % 2 == 0);
            ledger.done(edit, tag(2, "beta"));
        }
        assert!(ledger.edits.len() <= KEPT, "{}", ledger.edits.len());
        assert!(ledger.edits.iter().any(|edit| edit.id == pending));
    }
}
