//! Distinct texts: those that are somebody's, numbered anew.

use super::{bulk::Bulk, order::Order};
use crate::index::{
    arena::Arena,
    column::Column,
    texts::{TextColumn, Texts},
};
use serde::{Deserialize, Serialize};

/// Texts as they are written.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredTexts<'a> {
    #[serde(borrow)]
    plain: Bulk<'a>,
    #[serde(borrow)]
    folded: Option<Bulk<'a>>,
}

impl StoredTexts<'_> {
    pub fn restore(&self) -> Option<Texts> {
        let plain = Arena::of(self.plain.text()?)?;
        let folded = match &self.folded {
            Some(folded) => Some(Arena::of(folded.text()?)?).filter(|folded| folded.len() == plain.len()),
            None => None,
        };
        (folded.is_some() == self.folded.is_some()).then(|| Texts::of(plain, folded))
    }
}

/// Numbers texts anew as they are asked for.
pub(super) struct Renumbered<'a> {
    texts: &'a Texts,
    /// By the number before; 0 for texts that nobody asked for yet.
    numbers: Vec<u32>,
    plain: Arena,
    folded: Option<Arena>,
}

impl<'a> Renumbered<'a> {
    pub fn new(texts: &'a Texts) -> Self {
        let folded = texts.folded.as_ref().map(|_| Arena::default());
        Self { texts, numbers: vec![0; texts.len()], plain: Arena::default(), folded }
    }

    /// Texts of these numbers, numbered in the order of what they say.
    pub fn sorted(texts: &'a Texts, mut numbers: Vec<u32>) -> Self {
        numbers.sort_unstable_by(|one, other| texts.get(*one).cmp(texts.get(*other)));
        let mut renumbered = Self::new(texts);
        for number in numbers {
            renumbered.number(number);
        }
        renumbered
    }

    /// The new number.
    pub fn number(&mut self, before: u32) -> u32 {
        let Some(number) = self.numbers.get_mut(before as usize).filter(|_| before > 0) else { return 0 };
        if *number == 0 {
            if let (Some(arena), Some(folded)) = (&mut self.folded, &self.texts.folded) {
                arena.push(folded.get(before as usize));
            }
            // There is room for as many as there were.
            *number = self.plain.push(self.texts.get(before)).unwrap_or_default();
        }
        *number
    }

    pub fn store(self) -> StoredTexts<'static> {
        let folded = self.folded.filter(|folded| folded.bytes != self.plain.bytes);
        let folded = folded.map(|folded| Bulk::of_text(folded.bytes));
        StoredTexts { plain: Bulk::of_text(self.plain.bytes), folded }
    }
}

/// A text a user, as it is written.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredTextColumn<'a> {
    #[serde(borrow)]
    texts: StoredTexts<'a>,
    #[serde(borrow)]
    numbers: Bulk<'a>,
}

impl StoredTextColumn<'static> {
    pub fn of(column: &TextColumn, order: &Order) -> Self {
        let mut texts = Renumbered::new(&column.texts);
        let before: Vec<u32> = order.each(|ordinal| column.numbers.get(ordinal)).collect();
        let numbers = Bulk::of(before.into_iter().map(|number| texts.number(number)));
        Self { texts: texts.store(), numbers }
    }

    /// The same, where somebody has a text.
    pub fn of_some(column: &TextColumn, order: &Order) -> Option<Self> {
        let has_some = order.each(|ordinal| column.numbers.get(ordinal)).any(|number| number > 0);
        has_some.then(|| Self::of(column, order))
    }
}

impl StoredTextColumn<'_> {
    pub fn restore(&self, users: usize) -> Option<TextColumn> {
        let texts = self.texts.restore()?;
        let numbers: Vec<u32> = self.numbers.column(users)?;
        let is_known = numbers.iter().all(|number| (*number as usize) < texts.len());
        is_known.then(|| TextColumn { texts, numbers: Column::of(numbers, 0) })
    }
}
