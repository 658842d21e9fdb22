//! Distinct sets: those that are somebody's, numbered anew, of items that are numbered anew.

use super::{
    bulk::Bulk,
    order::Order,
    texts::{Renumbered, StoredTexts},
};
use crate::index::{
    audience::{IdSets, Ids},
    bits::Bits,
    column::Column,
    sets::{SetColumn, Sets},
    texts::Texts,
};
use serde::{Deserialize, Serialize};

/// Sets as they are written: all items, and where each set ends.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredSets<'a> {
    #[serde(borrow)]
    items: Bulk<'a>,
    #[serde(borrow)]
    ends: Bulk<'a>,
}

impl StoredSets<'_> {
    /// The sets, of `items` items.
    pub fn restore(&self, items: usize) -> Option<Sets> {
        let (all, ends): (Vec<u32>, Vec<u32>) = (self.items.values()?, self.ends.values()?);
        if all.iter().any(|item| *item as usize >= items) {
            return None;
        }
        let (mut sets, mut start) = (Sets::default(), 0);
        for (end, number) in ends.into_iter().zip(1..) {
            let set = all.get(start..end as usize)?.to_vec();
            start = end as usize;
            if sets.admit(set)? != number {
                return None;
            }
        }
        (start == all.len()).then_some(sets)
    }
}

/// Numbers sets anew as they are asked for.
pub(super) struct RenumberedSets<'a> {
    sets: &'a Sets,
    numbers: Vec<u32>,
    items: Vec<u32>,
    ends: Vec<u32>,
}

impl<'a> RenumberedSets<'a> {
    pub fn new(sets: &'a Sets) -> Self {
        Self { sets, numbers: vec![0; sets.len() + 1], items: Vec::new(), ends: Vec::new() }
    }

    /// The new number of a set, whose items have other numbers, too.
    pub fn number(&mut self, before: u32, mut item: impl FnMut(u32) -> u32) -> u32 {
        let Some(number) = self.numbers.get_mut(before as usize).filter(|_| before > 0) else { return 0 };
        if *number == 0 {
            let start = self.items.len();
            self.items.extend(self.sets.get(before).iter().map(|before| item(*before)));
            self.items[start..].sort_unstable();
            // As many as there were, which were counted in the same numbers.
            self.ends.push(self.items.len() as u32);
            *number = self.ends.len() as u32;
        }
        *number
    }

    pub fn store(self) -> StoredSets<'static> {
        StoredSets { items: Bulk::of(self.items.into_iter()), ends: Bulk::of(self.ends.into_iter()) }
    }
}

/// The items that are in some of these sets, in the order of their numbers.
pub(super) fn items_of(sets: &Sets, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let used: Bits = numbers.map(|number| number as usize).collect();
    let sets = used.iter().filter_map(|number| u32::try_from(number).ok()).flat_map(|number| sets.get(number));
    let items: Bits = sets.map(|item| *item as usize).collect();
    items.iter().filter_map(|item| u32::try_from(item).ok()).collect()
}

/// A set a user, as it is written.
#[derive(Debug, Serialize, Deserialize)]
struct StoredSetColumn<'a> {
    #[serde(borrow)]
    sets: StoredSets<'a>,
    #[serde(borrow)]
    numbers: Bulk<'a>,
}

impl StoredSetColumn<'static> {
    fn of(column: &SetColumn, order: &Order, mut item: impl FnMut(u32) -> u32) -> Self {
        let mut sets = RenumberedSets::new(&column.sets);
        let before: Vec<u32> = order.each(|ordinal| column.numbers.get(ordinal)).collect();
        let numbers = Bulk::of(before.into_iter().map(|number| sets.number(number, &mut item)));
        Self { sets: sets.store(), numbers }
    }
}

impl StoredSetColumn<'_> {
    fn restore(&self, users: usize, items: usize) -> Option<SetColumn> {
        let sets = self.sets.restore(items)?;
        let numbers: Vec<u32> = self.numbers.column(users)?;
        let is_known = numbers.iter().all(|number| *number as usize <= sets.len());
        is_known.then(|| SetColumn { sets, numbers: Column::of(numbers, 0) })
    }
}

/// Lists of texts.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredTextSets<'a> {
    #[serde(borrow)]
    items: StoredTexts<'a>,
    #[serde(borrow)]
    column: StoredSetColumn<'a>,
}

impl StoredTextSets<'static> {
    /// `None` where nobody has a list.
    pub fn of(items: &Texts, column: &SetColumn, order: &Order) -> Option<Self> {
        if !order.each(|ordinal| column.numbers.get(ordinal)).any(|number| number > 0) {
            return None;
        }
        let used = items_of(&column.sets, order.each(|ordinal| column.numbers.get(ordinal)));
        let mut items = Renumbered::sorted(items, used);
        let column = StoredSetColumn::of(column, order, |item| items.number(item));
        Some(Self { items: items.store(), column })
    }
}

impl StoredTextSets<'_> {
    pub fn restore(&self, users: usize) -> Option<(Texts, SetColumn)> {
        let items = self.items.restore()?;
        let column = self.column.restore(users, items.len())?;
        Some((items, column))
    }
}

/// Sets of ids.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredIdSets<'a> {
    #[serde(borrow)]
    ids: Bulk<'a>,
    #[serde(borrow)]
    column: StoredSetColumn<'a>,
}

impl StoredIdSets<'static> {
    pub fn of(sets: &IdSets, order: &Order) -> Self {
        let IdSets { ids, sets: column } = sets;
        let used: Bits = items_of(&column.sets, order.each(|ordinal| column.numbers.get(ordinal)))
            .into_iter()
            .map(|item| item as usize)
            .collect();
        let mut pairs: Vec<(i64, u32)> = ids.0.iter().map(|(id, number)| (*id, *number)).collect();
        pairs.retain(|(_, number)| used.contains(*number as usize));
        pairs.sort_unstable();
        let mut numbers = vec![0; ids.0.len()];
        pairs.iter().zip(0..).for_each(|((_, before), number)| numbers[*before as usize] = number);
        let column = StoredSetColumn::of(column, order, |item| numbers[item as usize]);
        Self { ids: Bulk::of(pairs.into_iter().map(|(id, _)| id)), column }
    }
}

impl StoredIdSets<'_> {
    pub fn restore(&self, users: usize) -> Option<IdSets> {
        let ids: Vec<i64> = self.ids.values()?;
        let sets = self.column.restore(users, ids.len())?;
        Some(IdSets { ids: Ids(ids.into_iter().zip(0..).collect()), sets })
    }
}
