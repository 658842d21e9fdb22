//! Users in the order of their ids, which is the order of every column of a file.

use crate::index::people::People;

/// Those who are there, by id.
pub(super) struct Order {
    /// Ids, rising.
    pub ids: Vec<i64>,
    /// Their ordinals in the index.
    pub ordinals: Vec<u32>,
    /// The place in the file of each ordinal of the index; `u32::MAX` for those who are gone.
    places: Vec<u32>,
}

impl Order {
    pub fn of(people: &People) -> Self {
        let mut pairs: Vec<(i64, u32)> = Vec::with_capacity(people.len());
        // There are no more ordinals than fit.
        let ordinals = people.live().iter().filter_map(|ordinal| u32::try_from(ordinal).ok());
        pairs.extend(ordinals.filter_map(|ordinal| people.id(ordinal as usize).map(|id| (id, ordinal))));
        pairs.sort_unstable();
        let (ids, ordinals): (Vec<i64>, Vec<u32>) = pairs.into_iter().unzip();
        let mut places = vec![u32::MAX; people.len()];
        ordinals.iter().zip(0..).for_each(|(ordinal, place)| places[*ordinal as usize] = place);
        Self { ids, ordinals, places }
    }

    /// The place of an ordinal.
    pub fn place(&self, ordinal: u32) -> Option<u32> {
        self.places.get(ordinal as usize).copied().filter(|place| *place != u32::MAX)
    }

    /// Something of each, in order.
    pub fn each<T>(&self, of: impl Fn(usize) -> T) -> impl Iterator<Item = T> {
        self.ordinals.iter().map(move |ordinal| of(*ordinal as usize))
    }
}
