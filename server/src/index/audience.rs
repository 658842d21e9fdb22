//! Everything that filters ask about users, in memory.
//!
//! Invariants: what is held is one state of the database; of a user who is gone nothing is held; rows are taken in
//! either while everything is loaded, users rising, or through [`Audience::take`], which replaces a user's.

use super::{
    answers::Answers,
    attribute::Attribute,
    column::{Column, Times},
    happened::Happened,
    kept::Kept,
    lists::Lists,
    people::People,
    sets::SetColumn,
    texts::TextColumn,
};
use shared::filter::ExperienceAction;
use std::collections::HashMap;

/// Something a user did with an experience.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Deed {
    pub at: i64,
    /// `None` where it is about no step.
    pub step: Option<i32>,
}

/// The native properties of all users.
#[derive(Debug)]
pub(super) struct Natives {
    pub name: TextColumn,
    pub email: TextColumn,
    pub user_id: TextColumn,
    pub language: TextColumn,
    /// The short id of the visitor and the anonymous id, folded, a line each: what is searched beside name, e-mail and id.
    pub visitor: TextColumn,
    pub last_activity: Times,
    pub first_seen: Times,
    pub created: Times,
    pub sessions: Column<i64>,
    /// Also the empty text is an id of a product.
    pub identified: super::bits::Bits,
}

impl Default for Natives {
    fn default() -> Self {
        Self {
            name: TextColumn::default(),
            email: TextColumn::default(),
            user_id: TextColumn::default(),
            language: TextColumn::default(),
            visitor: TextColumn::default(),
            last_activity: Times::times(),
            first_seen: Times::times(),
            created: Times::times(),
            sessions: Column::new(0),
            identified: super::bits::Bits::default(),
        }
    }
}

impl Natives {
    /// All of them: texts, times, sessions, and who is identified.
    fn by_kind(&mut self) -> ([&mut TextColumn; 5], [&mut Times; 3], &mut Column<i64>, &mut super::bits::Bits) {
        let Self { name, email, user_id, language, visitor, last_activity, first_seen, created, sessions, identified } =
            self;
        ([name, email, user_id, language, visitor], [last_activity, first_seen, created], sessions, identified)
    }
}

/// Ids of definitions as small numbers, for sets.
#[derive(Debug, Default)]
pub(super) struct Ids(pub(super) HashMap<i64, u32>);

impl Ids {
    pub fn number(&self, id: i64) -> Option<u32> {
        self.0.get(&id).copied()
    }

    pub(super) fn admit(&mut self, id: i64) -> Option<u32> {
        let next = u32::try_from(self.0.len()).ok()?;
        Some(*self.0.entry(id).or_insert(next))
    }
}

/// Sets of ids of users.
#[derive(Debug, Default)]
pub(super) struct IdSets {
    pub ids: Ids,
    pub sets: SetColumn,
}

impl IdSets {
    /// Whether there was room.
    pub(super) fn set(&mut self, ordinal: u32, ids: &[i64]) -> bool {
        let numbers: Option<Vec<u32>> = ids.iter().map(|id| self.ids.admit(*id)).collect();
        numbers.is_some_and(|numbers| self.sets.set(ordinal, numbers))
    }

    /// Bytes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.sets.bytes() + self.ids.0.capacity() * (size_of::<(i64, u32)>() + 1)
    }
}

/// All users with what filters ask about.
#[derive(Debug, Default)]
pub struct Audience {
    pub(super) people: People,
    pub(super) natives: Natives,
    pub(super) attributes: HashMap<i64, Attribute>,
    pub(super) tags: IdSets,
    pub(super) imports: IdSets,
    /// By event.
    pub(super) events: HashMap<i64, Happened>,
    pub(super) deeds: HashMap<(i64, &'static str), Lists<Deed>>,
    pub(super) answers: HashMap<i64, Answers>,
    pub(super) kept: Kept,
}

/// The word of an action, as a key.
pub(super) fn action(word: &str) -> Option<&'static str> {
    ExperienceAction::ALL.iter().map(|action| action.word()).find(|known| *known == word)
}

impl Audience {
    /// Forgets everything of a user but that there is one.
    pub(super) fn clear(&mut self, ordinal: u32) {
        self.clear_values(ordinal);
        self.tags.sets.clear(ordinal);
        self.imports.sets.clear(ordinal);
    }

    /// Forgets the properties and attributes of a user.
    pub(super) fn clear_values(&mut self, ordinal: u32) {
        let (texts, times, sessions, identified) = self.natives.by_kind();
        texts.into_iter().for_each(|texts| texts.clear(ordinal));
        times.into_iter().for_each(|times| times.clear(ordinal));
        sessions.clear(ordinal);
        identified.remove(ordinal as usize);
        self.attributes.values_mut().for_each(|attribute| attribute.clear(ordinal));
    }

    /// Gives back the room that growing left.
    pub(super) fn shrink(&mut self) {
        let (texts, times, sessions, _) = self.natives.by_kind();
        texts.into_iter().for_each(TextColumn::shrink);
        times.into_iter().for_each(Times::shrink);
        sessions.shrink();
        self.attributes.values_mut().for_each(Attribute::shrink);
        self.tags.sets.shrink();
        self.imports.sets.shrink();
        self.events.values_mut().for_each(Happened::shrink);
        self.deeds.values_mut().for_each(Lists::shrink);
        self.answers.values_mut().for_each(|answers| answers.lists.shrink());
    }

    /// How many users there are.
    #[must_use]
    pub fn users(&self) -> u64 {
        self.people.live().count()
    }

    /// Bytes in memory, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.memory().bytes()
    }
}
