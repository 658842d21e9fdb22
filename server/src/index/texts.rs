//! Distinct texts and their numbers, tested all at once.

use super::{arena::Arena, bits::Bits, column::Column};
use crate::filter::{Comparison, TextProbe};
use hashbrown::HashTable;
use shared::text::fold;
use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

/// Texts that occur, each once. Number 0 is the empty text, which is no value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    plain: Arena,
    /// The folded texts by the same numbers; `None` while every text is its own folding.
    pub(super) folded: Option<Arena>,
    numbers: HashTable<u32>,
    hasher: RandomState,
}

/// How many values are searched for one after the other; for more, every text is looked up among them.
const SEARCHED: usize = 8;

impl Texts {
    /// The distinct texts of an arena, with their foldings where some differ.
    pub fn of(plain: Arena, folded: Option<Arena>) -> Self {
        let mut texts = Self { plain, folded, numbers: HashTable::new(), hasher: RandomState::new() };
        let (plain, hasher) = (&texts.plain, &texts.hasher);
        let hash = |number: &u32| hasher.hash_one(plain.get(*number as usize));
        texts.numbers.reserve(plain.len(), hash);
        for number in (1..plain.len()).filter_map(|number| u32::try_from(number).ok()) {
            texts.numbers.insert_unique(hash(&number), number, hash);
        }
        texts
    }

    /// How many texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// The number of a text that occurs. The empty one has number 0 always.
    pub fn number(&self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        let is_it = |number: &u32| self.plain.get(*number as usize) == text;
        self.numbers.find(self.hasher.hash_one(text), is_it).copied()
    }

    /// The number of a text, which occurs from now on; `None` when there is no more room.
    pub fn admit(&mut self, text: &str) -> Option<u32> {
        if let Some(number) = self.number(text) {
            return Some(number);
        }
        let folded = fold(text);
        if folded != text && self.folded.is_none() {
            self.folded = Some(self.plain.clone());
        }
        if let Some(arena) = &mut self.folded {
            arena.push(&folded)?;
        }
        let number = self.plain.push(text)?;
        let (plain, hasher) = (&self.plain, &self.hasher);
        let hash = |number: &u32| hasher.hash_one(plain.get(*number as usize));
        self.numbers.insert_unique(hasher.hash_one(text), number, hash);
        Some(number)
    }

    /// The text of a number.
    pub fn get(&self, number: u32) -> &str {
        self.plain.get(number as usize)
    }

    fn arena(&self, folded: bool) -> &Arena {
        self.folded.as_ref().filter(|_| folded).unwrap_or(&self.plain)
    }

    /// The numbers of the texts that pass a test. The empty text never does.
    pub fn passing(&self, probe: &TextProbe) -> Bits {
        let all = self.plain.len();
        let mut found = Bits::new(all);
        match probe {
            TextProbe::Compares(Comparison::HasValue) => return Bits::of(all, |number| number > 0),
            TextProbe::Compares(Comparison::OneOf { values, folded: false }) => {
                let numbers = values.iter().filter_map(|value| self.number(value));
                numbers.for_each(|number| found.insert(number as usize));
            }
            TextProbe::Compares(Comparison::OneOf { values, folded: true }) if values.len() > SEARCHED => {
                let values: HashSet<&str> = values.iter().map(String::as_str).collect();
                let arena = self.arena(true);
                return Bits::of(all, |number| number > 0 && values.contains(arena.get(number)));
            }
            TextProbe::Compares(Comparison::OneOf { values, folded: true }) => {
                values.iter().for_each(|value| self.arena(true).find(&format!("\0{value}\0"), &mut found));
            }
            TextProbe::Compares(Comparison::Contains { part, folded }) => self.arena(*folded).find(part, &mut found),
            TextProbe::Compares(Comparison::StartsWith { part, folded }) => {
                self.arena(*folded).find(&format!("\0{part}"), &mut found);
            }
            TextProbe::Compares(Comparison::EndsWith { part, folded }) => {
                self.arena(*folded).find(&format!("{part}\0"), &mut found);
            }
            TextProbe::Matches(_) => return Bits::of(all, |number| probe.holds(self.plain.get(number))),
        }
        found.remove(0);
        found
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let folded = self.folded.as_ref().map_or(0, Arena::bytes);
        self.plain.bytes() + folded + self.numbers.capacity() * 6
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.plain.shrink();
        self.folded.iter_mut().for_each(Arena::shrink);
    }
}

/// A text a user.
#[derive(Clone, Debug)]
pub(crate) struct TextColumn {
    pub(super) texts: Texts,
    pub(super) numbers: Column<u32>,
}

impl Default for TextColumn {
    fn default() -> Self {
        Self { texts: Texts::default(), numbers: Column::new(0) }
    }
}

impl TextColumn {
    /// A user has this text from now on. Whether there was room.
    pub fn set(&mut self, ordinal: u32, text: &str) -> bool {
        let number = self.texts.admit(text);
        number.inspect(|number| self.numbers.set(ordinal, *number)).is_some()
    }

    pub fn clear(&mut self, ordinal: u32) {
        self.numbers.clear(ordinal);
    }

    /// The text of a user, empty where there is none.
    pub fn get(&self, ordinal: usize) -> &str {
        self.texts.get(self.numbers.get(ordinal))
    }

    /// The users, of `len`, whose text passes a test.
    pub fn passing(&self, len: usize, probe: &TextProbe) -> Bits {
        let numbers = self.texts.passing(probe);
        let mut few = numbers.iter();
        match (few.next(), few.next()) {
            (None, _) => Bits::new(len),
            (Some(one), None) => Bits::of(len, |ordinal| self.numbers.get(ordinal) as usize == one),
            (Some(_), Some(_)) => Bits::of(len, |ordinal| numbers.contains(self.numbers.get(ordinal) as usize)),
        }
    }

    /// Whether nobody ever had a text.
    pub fn is_empty(&self) -> bool {
        self.numbers.bytes() == 0
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.texts.bytes() + self.numbers.bytes()
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.texts.shrink();
        self.numbers.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 8] = ["", "Anna", "anna", "ANNA-MARIA", "Bo", "ẞ", "bob", "İ"];

    fn column() -> TextColumn {
        let mut column = TextColumn::default();
        TEXTS.iter().zip(0..).for_each(|(text, ordinal)| assert!(column.set(ordinal, text)));
        column
    }

    fn part(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn every_comparison_is_that_of_each_text() {
        let column = column();
        let values = ["Anna", "bo", "ß"].map(part).to_vec();
        let many: Vec<String> = (0..20).map(|number| number.to_string()).chain(values.clone()).collect();
        for folded in [false, true] {
            let sorted = |mut values: Vec<String>| {
                values.iter_mut().filter(|_| folded).for_each(|value| *value = fold(value));
                values.sort();
                values
            };
            let comparisons = [
                Comparison::HasValue,
                Comparison::OneOf { values: sorted(values.clone()), folded },
                Comparison::OneOf { values: sorted(many.clone()), folded },
                Comparison::Contains { part: part("nn"), folded },
                Comparison::StartsWith { part: part("b"), folded },
                Comparison::EndsWith { part: part("a"), folded },
                Comparison::EndsWith { part: part("o"), folded },
            ];
            for comparison in comparisons {
                let probe = TextProbe::Compares(comparison);
                let expected =
                    Bits::of(TEXTS.len() + 2, |place| TEXTS.get(place).is_some_and(|text| probe.holds(text)));
                assert_eq!(column.passing(TEXTS.len() + 2, &probe), expected, "{probe:?}");
            }
        }
    }

    #[test]
    fn texts_are_kept_once_and_folded_only_where_they_differ() {
        let mut texts = Texts::default();
        assert_eq!([texts.admit("a"), texts.admit("b"), texts.admit("a")], [Some(1), Some(2), Some(1)]);
        assert!(texts.folded.is_none());
        assert_eq!(texts.admit("B"), Some(3));
        let folded = |number| texts.arena(true).get(number);
        assert_eq!((folded(3), folded(1), texts.get(3)), ("b", "a", "B"));
        assert_eq!((texts.number("c"), texts.number("")), (None, Some(0)));
    }
}
