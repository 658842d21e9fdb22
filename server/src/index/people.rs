//! Users by dense numbers: a user's ordinal is the place in every column.
//!
//! Invariants: an ordinal is given once and stays; ids rise in the first part, which is searched by halves, and those
//! that came later out of order are in a table; a set of users holds live ones only.

use super::bits::Bits;
use std::collections::HashMap;

/// Ids and ordinals of users.
#[derive(Debug, Default)]
pub(crate) struct People {
    ids: Vec<i64>,
    /// How many ids at the beginning rise.
    rising: usize,
    others: HashMap<i64, u32>,
    live: Bits,
}

impl People {
    /// Those who are there by rising ids; `None` where these do not rise, or are too many.
    pub fn of(ids: Vec<i64>) -> Option<Self> {
        u32::try_from(ids.len()).ok()?;
        let rising = ids.len();
        let live = Bits::of(rising, |_| true);
        ids.is_sorted_by(|one, other| one < other).then(|| Self { ids, rising, others: HashMap::new(), live })
    }

    /// How many ordinals there are, of users who are gone, too.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Those who are there.
    pub fn live(&self) -> &Bits {
        &self.live
    }

    /// The ids, by ordinal.
    pub fn ids(&self) -> &[i64] {
        &self.ids
    }

    pub fn id(&self, ordinal: usize) -> Option<i64> {
        self.ids.get(ordinal).copied()
    }

    pub fn ordinal(&self, id: i64) -> Option<u32> {
        let found = self.ids[..self.rising].binary_search(&id).ok().and_then(|at| u32::try_from(at).ok());
        found.or_else(|| self.others.get(&id).copied())
    }

    /// The ordinal of a user who is there from now on; `None` when there are no more ordinals.
    pub fn admit(&mut self, id: i64) -> Option<u32> {
        let ordinal = match self.ordinal(id) {
            Some(ordinal) => ordinal,
            None => {
                let ordinal = u32::try_from(self.ids.len()).ok()?;
                if self.rising == self.ids.len() && self.ids.last().is_none_or(|last| *last < id) {
                    self.rising += 1;
                } else {
                    self.others.insert(id, ordinal);
                }
                self.ids.push(id);
                ordinal
            }
        };
        self.live.insert(ordinal as usize);
        Some(ordinal)
    }

    /// The user is gone.
    pub fn dismiss(&mut self, ordinal: u32) {
        self.live.remove(ordinal as usize);
    }

    /// These users as a set; those who are not known are left out.
    pub fn set_of(&self, ids: &[i64]) -> Bits {
        let mut bits = Bits::new(self.len());
        ids.iter().filter_map(|id| self.ordinal(*id)).for_each(|ordinal| bits.insert(ordinal as usize));
        bits.and(&self.live);
        bits
    }

    /// The ids of a set, rising.
    pub fn ids_of(&self, set: &Bits) -> Vec<i64> {
        let mut ids: Vec<i64> = set.iter().filter_map(|ordinal| self.id(ordinal)).collect();
        ids.sort_unstable();
        ids
    }

    /// Up to `most` ids of a set that are greater than `after`, rising.
    pub fn ids_after(&self, set: &Bits, after: i64, most: usize) -> Vec<i64> {
        let start = self.ids[..self.rising].partition_point(|id| *id <= after);
        let mut ids: Vec<i64> = self.ids[start..self.rising]
            .iter()
            .zip(start..)
            .filter_map(|(id, ordinal)| set.contains(ordinal).then_some(*id))
            .take(most)
            .collect();
        let others = self.others.iter().filter(|(id, ordinal)| **id > after && set.contains(**ordinal as usize));
        ids.extend(others.map(|(id, _)| *id));
        ids.sort_unstable();
        ids.truncate(most);
        ids
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.ids.capacity() * size_of::<i64>() + self.others.capacity() * 17 + self.live.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_out_of_order_are_found() {
        let mut people = People::default();
        for id in [10, 20, 30, 15, 40, 5] {
            people.admit(id);
        }
        let ordinals = [10, 20, 30, 15, 40, 5].map(|id| people.ordinal(id).unwrap());
        assert_eq!(ordinals, [0, 1, 2, 3, 4, 5]);
        assert_eq!(people.ordinal(16), None);
        assert_eq!(people.admit(15), Some(3));
        people.dismiss(3);
        assert_eq!(people.live().count(), 5);
        assert_eq!(people.ids_of(&people.set_of(&[40, 15, 99, 5])), [5, 40]);
        people.admit(15);
        let some = people.set_of(&[30, 5, 15, 40, 10]);
        assert_eq!(people.ids_after(&some, i64::MIN, 3), [5, 10, 15]);
        assert_eq!(people.ids_after(&some, 15, 3), [30, 40]);
        assert_eq!(people.ids_after(&some, 40, 3), [] as [i64; 0]);
    }
}
