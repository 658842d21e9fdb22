//! What is to become of each tag on many users. Pure.

use shared::{
    api::users::TagOnUser,
    ids::{TagId, UserId},
};
use std::collections::BTreeMap;

/// How many of the users have a tag, or are to have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// All of them.
    All,
    /// Some of them, or nobody knows: it stays as it is.
    Some,
    /// None of them.
    None,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkChange {
    /// Tags that all of them get.
    pub give: Vec<TagOnUser>,
    /// Tags that all of them lose.
    pub take: Vec<TagOnUser>,
}

/// What the users have, and what was chosen.
#[derive(Clone, Debug, Default)]
pub struct BulkChoice {
    /// Without any it is not known who has what.
    held: Option<(usize, BTreeMap<TagId, usize>)>,
    chosen: BTreeMap<TagId, (TagOnUser, Share)>,
}

impl BulkChoice {
    /// Of these users, with the tags of each. Without users nobody knows what they have.
    pub fn new<'a>(users: &[UserId], tags_of: impl Fn(UserId) -> &'a [TagOnUser]) -> Self {
        let mut held = BTreeMap::new();
        for tag in users.iter().flat_map(|user_id| tags_of(*user_id)) {
            *held.entry(tag.tag_id).or_insert(0) += 1;
        }
        Self { held: (!users.is_empty()).then_some((users.len(), held)), chosen: BTreeMap::new() }
    }

    fn before(&self, tag_id: TagId) -> Share {
        let Some((users, held)) = &self.held else { return Share::Some };
        match held.get(&tag_id) {
            None => Share::None,
            Some(with) if with == users => Share::All,
            Some(_) => Share::Some,
        }
    }

    /// Who is to have a tag.
    pub fn share(&self, tag_id: TagId) -> Share {
        self.chosen.get(&tag_id).map_or_else(|| self.before(tag_id), |(_, share)| *share)
    }

    /// The next choice for a tag: all, none, and as it was where only some have it.
    pub fn turn(&mut self, tag: TagOnUser) {
        let before = self.before(tag.tag_id);
        let next = match (self.share(tag.tag_id), before) {
            (Share::Some | Share::None, Share::All | Share::None) | (Share::Some, Share::Some) => Share::All,
            (Share::All, _) => Share::None,
            (Share::None, Share::Some) => Share::Some,
        };
        if next == before {
            self.chosen.remove(&tag.tag_id);
        } else {
            self.chosen.insert(tag.tag_id, (tag, next));
        }
    }

    /// All of them are to have a tag.
    pub fn give(&mut self, tag: TagOnUser) {
        if self.before(tag.tag_id) != Share::All {
            self.chosen.insert(tag.tag_id, (tag, Share::All));
        }
    }

    /// What is to be done; nothing where all stays as it is.
    pub fn change(&self) -> Option<BulkChange> {
        let mut change = BulkChange::default();
        for (tag, share) in self.chosen.values() {
            match share {
                Share::All => change.give.push(tag.clone()),
                Share::None => change.take.push(tag.clone()),
                Share::Some => {}
            }
        }
        (change != BulkChange::default()).then_some(change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::color::Color;

    fn tag(id: i64) -> TagOnUser {
        TagOnUser { tag_id: TagId(id), name: format!("Tag {id}"), color: Color::Red }
    }

    fn choice() -> BulkChoice {
        let (one, both) = ([tag(1), tag(2)], [tag(2)]);
        BulkChoice::new(&[UserId(1), UserId(2)], |user_id| if user_id == UserId(1) { &one } else { &both })
    }

    fn turns(choice: &mut BulkChoice, id: i64) -> Vec<Share> {
        let mut turn = || {
            choice.turn(tag(id));
            choice.share(TagId(id))
        };
        vec![turn(), turn(), turn()]
    }

    #[test]
    fn it_begins_with_what_they_have() {
        let choice = choice();
        let shares = [1, 2, 3].map(|id| choice.share(TagId(id)));
        assert_eq!((shares, choice.change()), ([Share::Some, Share::All, Share::None], None));
        let unknown = BulkChoice::new(&[], |_| &[]);
        assert_eq!(unknown.share(TagId(1)), Share::Some);
    }

    #[test]
    fn turning_goes_round() {
        let mut choice = choice();
        assert_eq!(turns(&mut choice, 1), [Share::All, Share::None, Share::Some]);
        assert_eq!(turns(&mut choice, 2), [Share::None, Share::All, Share::None]);
        assert_eq!(turns(&mut choice, 3), [Share::All, Share::None, Share::All]);
        assert_eq!(choice.change(), Some(BulkChange { give: vec![tag(3)], take: vec![tag(2)] }));
    }

    #[test]
    fn what_all_have_is_not_given_again() {
        let mut choice = choice();
        choice.give(tag(2));
        assert_eq!(choice.change(), None);
        choice.give(tag(9));
        assert_eq!(choice.change(), Some(BulkChange { give: vec![tag(9)], take: Vec::new() }));
    }
}
