//! A set a user, such as tags or the items of a list. Users with the same set share it, so that each set is tested
//! once.

use super::{bits::Bits, column::Column};
use crate::filter::SetProbe;
use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};

/// Sets that occur, each once. Number 0 is the empty one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sets {
    /// Rising items of each.
    sets: Vec<Box<[u32]>>,
    numbers: HashTable<u32>,
    hasher: RandomState,
}

impl Sets {
    /// How many sets there are, without the empty one.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// The items of a set, rising.
    pub fn get(&self, number: u32) -> &[u32] {
        (number as usize).checked_sub(1).and_then(|at| self.sets.get(at)).map_or(&[], |set| set)
    }

    /// The number of a set, which occurs from now on; `None` when there is no more room.
    pub fn admit(&mut self, mut items: Vec<u32>) -> Option<u32> {
        if items.is_empty() {
            return Some(0);
        }
        items.sort_unstable();
        items.dedup();
        let hash = self.hasher.hash_one(items.as_slice());
        if let Some(number) = self.numbers.find(hash, |number| self.get(*number) == items) {
            return Some(*number);
        }
        self.sets.push(items.into_boxed_slice());
        let number = u32::try_from(self.sets.len()).ok()?;
        let (sets, hasher) = (&self.sets, &self.hasher);
        self.numbers.insert_unique(hash, number, |number| hasher.hash_one(&*sets[*number as usize - 1]));
        Some(number)
    }

    /// The numbers of the sets that pass a test; items that do not occur at all are `None`.
    pub fn passing(&self, probe: &SetProbe<Option<u32>>) -> Bits {
        Bits::of(self.sets.len() + 1, |number| number.checked_sub(1).is_some_and(|at| holds(&self.sets[at], probe)))
    }

    /// Whether the set of a number passes a test. The empty one never does.
    pub fn holds(&self, number: u32, probe: &SetProbe<Option<u32>>) -> bool {
        number > 0 && holds(self.get(number), probe)
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let items: usize = self.sets.iter().map(|set| set.len() * size_of::<u32>() + 16).sum();
        self.sets.capacity() * size_of::<Box<[u32]>>() + items + self.numbers.capacity() * 6
    }
}

/// Whether a set that is not empty passes a test.
fn holds(set: &[u32], probe: &SetProbe<Option<u32>>) -> bool {
    match probe {
        SetProbe::HasItem => true,
        SetProbe::Any(items) => items.iter().flatten().any(|item| set.binary_search(item).is_ok()),
        SetProbe::All(items) => has_all(set, items),
        SetProbe::Exactly(items) => items.len() == set.len() && has_all(set, items),
    }
}

fn has_all(set: &[u32], items: &[Option<u32>]) -> bool {
    items.iter().all(|item| item.is_some_and(|item| set.binary_search(&item).is_ok()))
}

/// A probe of other items, by what stands for each.
pub(crate) fn by_numbers<T>(probe: &SetProbe<T>, number: impl Fn(&T) -> Option<u32>) -> SetProbe<Option<u32>> {
    let numbers = |items: &[T]| items.iter().map(&number).collect();
    match probe {
        SetProbe::HasItem => SetProbe::HasItem,
        SetProbe::Any(items) => SetProbe::Any(numbers(items)),
        SetProbe::All(items) => SetProbe::All(numbers(items)),
        SetProbe::Exactly(items) => SetProbe::Exactly(numbers(items)),
    }
}

/// A set a user.
#[derive(Clone, Debug)]
pub(crate) struct SetColumn {
    pub(super) sets: Sets,
    pub(super) numbers: Column<u32>,
}

impl Default for SetColumn {
    fn default() -> Self {
        Self { sets: Sets::default(), numbers: Column::new(0) }
    }
}

impl SetColumn {
    /// A user has this set from now on. Whether there was room.
    pub fn set(&mut self, ordinal: u32, items: Vec<u32>) -> bool {
        let number = self.sets.admit(items);
        number.inspect(|number| self.numbers.set(ordinal, *number)).is_some()
    }

    pub fn clear(&mut self, ordinal: u32) {
        self.numbers.clear(ordinal);
    }

    /// The users, of `len`, whose set passes a test.
    pub fn passing(&self, len: usize, probe: &SetProbe<Option<u32>>) -> Bits {
        let numbers = self.sets.passing(probe);
        Bits::of(len, |ordinal| numbers.contains(self.numbers.get(ordinal) as usize))
    }

    /// Whether a user's set passes a test.
    pub fn holds(&self, ordinal: usize, probe: &SetProbe<Option<u32>>) -> bool {
        self.sets.holds(self.numbers.get(ordinal), probe)
    }

    /// Whether nobody ever had a set.
    pub fn is_empty(&self) -> bool {
        self.numbers.bytes() == 0
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.sets.bytes() + self.numbers.bytes()
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.numbers.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_shared_and_tested_once() {
        let mut column = SetColumn::default();
        for (ordinal, items) in [(0, vec![2, 1, 2]), (2, vec![1]), (3, vec![1, 2]), (4, vec![])] {
            assert!(column.set(ordinal, items));
        }
        assert_eq!(column.sets.sets.len(), 2);
        let passing = |probe| column.passing(6, &probe).iter().collect::<Vec<_>>();
        assert_eq!(passing(SetProbe::HasItem), [0, 2, 3]);
        assert_eq!(passing(SetProbe::Any(vec![Some(2), None])), [0, 3]);
        assert_eq!(passing(SetProbe::All(vec![Some(1)])), [0, 2, 3]);
        assert_eq!(passing(SetProbe::All(vec![Some(1), None])), [] as [usize; 0]);
        assert_eq!(passing(SetProbe::Exactly(vec![Some(1)])), [2]);
        assert_eq!(passing(SetProbe::Exactly(vec![Some(1), None])), [] as [usize; 0]);
        let mut column = column;
        column.clear(2);
        assert_eq!(column.passing(6, &SetProbe::HasItem).count(), 2);
    }
}
