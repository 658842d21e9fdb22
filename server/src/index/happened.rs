//! An event's times of all users, with the properties that it had.
//!
//! Events with the same properties have the same digest; a digest has a small number here, which lies in the same word
//! as the time. What the properties are is not held: the database says which digests pass a test.

use super::{bits::Bits, kept::is_at_edge, lists::Lists};
use crate::filter::{Events, Range};
use std::collections::HashMap;

/// Bits of a number of properties.
const BITS: u32 = 15;

/// The number of properties that have none of their own.
const OTHER: u16 = (1 << BITS) - 1;

/// When an event happened, and the number of its properties. In the order of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(super) i64);

impl Moment {
    fn new(at: i64, number: u16) -> Self {
        // Times of 9,000 years to both sides; of those beyond, only the order is kept.
        let most = i64::MAX >> BITS;
        Self((at.clamp(-most, most) << BITS) | i64::from(number))
    }

    fn at(self) -> i64 {
        self.0 >> BITS
    }

    /// The number of its properties.
    pub fn number(self) -> usize {
        (self.0 & i64::from(OTHER)) as usize
    }

    /// The same moment, with the other number of its properties that a table has.
    pub fn numbered(self, numbers: &HashMap<u16, u16>) -> Self {
        let number = u16::try_from(self.number()).ok().and_then(|number| numbers.get(&number));
        Self((self.0 & !i64::from(OTHER)) | i64::from(number.copied().unwrap_or(OTHER)))
    }
}

/// An event of all users.
#[derive(Clone, Debug, Default)]
pub(crate) struct Happened {
    pub lists: Lists<Moment>,
    pub(super) numbers: HashMap<i64, u16>,
    /// Whether properties occur that have no number: there are too many, or they have no digest yet.
    has_others: bool,
}

impl Happened {
    /// These moments, with the digests of properties by their numbers; `None` where a moment has a number without one.
    pub fn of(lists: Lists<Moment>, digests: &[i64]) -> Option<Self> {
        let (mut has_others, mut is_one) = (false, digests.len() <= usize::from(OTHER));
        lists.for_each(|_, moments| {
            for number in moments.iter().map(|moment| moment.number()) {
                has_others |= number == usize::from(OTHER);
                is_one &= number < digests.len() || number == usize::from(OTHER);
            }
        });
        let numbers = digests.iter().copied().zip(0..).collect();
        is_one.then_some(Self { lists, numbers, has_others })
    }

    /// A moment with the digest of its properties.
    pub fn moment(&mut self, at: i64, digest: Option<i64>) -> Moment {
        let next = u16::try_from(self.numbers.len()).ok().filter(|next| *next < OTHER);
        let number = match (digest.and_then(|digest| self.numbers.get(&digest)), digest, next) {
            (Some(number), ..) => *number,
            (None, Some(digest), Some(next)) => {
                self.numbers.insert(digest, next);
                next
            }
            (None, ..) => {
                self.has_others = true;
                OTHER
            }
        };
        Moment::new(at, number)
    }

    /// Whether it can be told who had which properties.
    pub fn knows_properties(&self) -> bool {
        !self.has_others
    }

    /// The users, of `len`, who did it often enough; `soon` is given those whom the window may let in or out while it
    /// moves on by [`super::kept::AHEAD`].
    pub fn passing(&self, len: usize, events: &Events, soon: &mut Vec<u32>) -> Bits {
        let mut found = Bits::new(len);
        self.lists.for_each(|user, moments| {
            if is_often_enough(moments, events) {
                found.insert(user as usize);
            }
            if may_change(moments, events) {
                soon.push(user);
            }
        });
        found
    }

    /// The same, of what had properties with one of these digests.
    pub fn passing_with(&self, len: usize, events: &Events, digests: &[i64]) -> Bits {
        let mut those = Bits::new(self.numbers.len());
        let numbers = digests.iter().filter_map(|digest| self.numbers.get(digest));
        numbers.for_each(|number| those.insert(usize::from(*number)));
        let mut found = Bits::new(len);
        self.lists.for_each(|user, moments| {
            let moments = inside(moments, events.window).iter();
            let count = moments.filter(|moment| those.contains(moment.number())).count();
            if count >= events.at_least as usize && events.at_most.is_none_or(|most| count <= most as usize) {
                found.insert(user as usize);
            }
        });
        found
    }

    /// Whether a user did it often enough; `None` where that depends on properties, which only the database can test.
    pub fn holds(&self, user: u32, events: &Events) -> Option<bool> {
        let moments = self.lists.of_user(user);
        if events.properties.is_empty() {
            return Some(is_often_enough(moments, events));
        }
        // Of too few, whatever their properties, there are not enough.
        (inside(moments, events.window).len() < events.at_least as usize).then_some(false)
    }

    /// How often it happened.
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.lists.bytes() + self.numbers.capacity() * (size_of::<(i64, u16)>() + 1)
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.lists.shrink();
        self.numbers.shrink_to_fit();
    }
}

/// Those of rising moments that are in a range of times.
fn inside(moments: &[Moment], Range { first, last }: Range) -> &[Moment] {
    let start = first.map_or(0, |first| moments.partition_point(|moment| moment.at() < first));
    let end = last.map_or(moments.len(), |last| moments.partition_point(|moment| moment.at() <= last));
    moments.get(start..end).unwrap_or_default()
}

/// Whether as many of rising moments are in the window as there are to be.
fn is_often_enough(moments: &[Moment], events: &Events) -> bool {
    let Range { first, last } = events.window;
    // Mostly the window goes on to now: then those from a moment in it on are all in it, and one look tells.
    let ends_inside = last.is_none_or(|last| moments.last().is_none_or(|moment| moment.at() <= last));
    let from_end = |number: usize| moments.len().checked_sub(number).and_then(|at| moments.get(at));
    let has = |number: usize| {
        number == 0 || from_end(number).is_some_and(|moment| first.is_none_or(|first| moment.at() >= first))
    };
    let (least, most) = (events.at_least as usize, events.at_most.map(|most| most as usize));
    if ends_inside {
        has(least) && most.is_none_or(|most| !has(most + 1))
    } else {
        let number = inside(moments, events.window).len();
        number >= least && most.is_none_or(|most| number <= most)
    }
}

/// Whether [`is_often_enough`] may be another while the window moves on by [`super::kept::AHEAD`].
fn may_change(moments: &[Moment], events: &Events) -> bool {
    let Range { first, last } = events.window;
    if last.is_some_and(|last| moments.last().is_some_and(|moment| moment.at() > last)) {
        return true;
    }
    // Of those that leave the window, those matter that are the last of as many as there are to be.
    let leaves = |number: usize| {
        let moment = moments.len().checked_sub(number).and_then(|at| moments.get(at));
        moment.is_some_and(|moment| is_at_edge(moment.at(), Range { first, last: None }))
    };
    leaves(events.at_least as usize) || events.at_most.is_some_and(|most| leaves(most as usize + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        filter::{BooleanProbe, PropertyLeaf, ValueProbe},
        index::kept::AHEAD,
    };

    fn events(at_least: u32, at_most: Option<u32>, window: Range) -> Events {
        Events { event_name_id: 1, window, at_least, at_most, properties: Vec::new() }
    }

    #[test]
    fn both_ends_of_a_window_are_in_it() {
        let moments = [1, 5, 5, 9].map(|at| Moment::new(at, 3));
        let number = |first, last| inside(&moments, Range { first, last }).len();
        assert_eq!([number(None, None), number(Some(5), Some(5)), number(Some(2), Some(8))], [4, 2, 2]);
        assert_eq!([number(Some(9), None), number(None, Some(0)), number(Some(8), Some(2))], [1, 0, 0]);
    }

    #[test]
    fn one_look_tells_what_counting_tells() {
        let ends: Vec<Option<i64>> = [None].into_iter().chain((0..=10).map(Some)).collect();
        for moments in [&[][..], &[5], &[1, 5, 5, 9], &[2, 2, 2]] {
            let moments: Vec<Moment> = moments.iter().map(|at| Moment::new(*at, 3)).collect();
            for (first, last) in ends.iter().flat_map(|first| ends.iter().map(|last| (*first, *last))) {
                let window = Range { first, last };
                let number = inside(&moments, window).len();
                for (least, most) in
                    (0..6).flat_map(|least| [None, Some(0), Some(1), Some(3)].map(|most| (least, most)))
                {
                    let is_enough = number >= least as usize && most.is_none_or(|most| number <= most as usize);
                    assert_eq!(is_often_enough(&moments, &events(least, most, window)), is_enough);
                }
            }
        }
    }

    #[test]
    fn whom_a_moving_window_lets_in_or_out_is_known_before() {
        let (start, end) = (1_000_000, 9_000_000);
        // Around both ends: before, at, within reach of them, and beyond it.
        let times: Vec<i64> =
            [start, end].iter().flat_map(|edge| [-1, 0, 1, AHEAD - 1, AHEAD].map(|by| edge + by)).collect();
        let moments = |chosen: usize| {
            let is_in = |at: &usize| chosen >> at & 1 == 1;
            (0..times.len()).filter(is_in).map(|at| Moment::new(times[at], 3)).collect::<Vec<_>>()
        };
        for moments in (0..1 << times.len()).map(moments) {
            for (least, most) in [(1, None), (2, None), (1, Some(1)), (3, Some(4))] {
                for last in [None, Some(end)] {
                    let moved = |by: i64| {
                        let window = Range { first: Some(start + by), last: last.map(|last| last + by) };
                        is_often_enough(&moments, &events(least, most, window))
                    };
                    let changes = [1, 2, AHEAD - 1].iter().any(|by| moved(*by) != moved(0));
                    let window = Range { first: Some(start), last };
                    assert!(!changes || may_change(&moments, &events(least, most, window)), "{moments:?}");
                }
            }
        }
    }

    #[test]
    fn a_moment_keeps_its_time_and_its_number() {
        // Of the years 0 and 9999, and one millisecond to both sides of 1970.
        for at in [-62_167_219_200_000, -1, 0, 1, 1_795_600_000_000, 253_402_300_799_999] {
            for number in [0, 1, OTHER] {
                let moment = Moment::new(at, number);
                assert_eq!((moment.at(), moment.number()), (at, usize::from(number)));
            }
        }
        assert!(Moment::new(-5, OTHER) < Moment::new(-4, 0));
        assert!(Moment::new(i64::MIN, OTHER) < Moment::new(0, 0) && Moment::new(0, OTHER) < Moment::new(i64::MAX, 0));
    }

    #[test]
    fn events_are_counted_by_user() {
        let mut happened = Happened::default();
        for (user, at) in [(0, 1), (0, 2), (0, 3), (2, 2), (5, 9)] {
            let moment = happened.moment(at, None);
            assert!(happened.lists.push(user, moment));
        }
        let found = |at_least, at_most, window| {
            happened.passing(6, &events(at_least, at_most, window), &mut Vec::new()).iter().collect::<Vec<_>>()
        };
        assert_eq!(found(1, None, Range::default()), [0, 2, 5]);
        assert_eq!(found(1, Some(1), Range::default()), [2, 5]);
        let twice = events(2, None, Range::default());
        assert_eq!([0, 2, 3].map(|user| happened.holds(user, &twice)), [Some(true), Some(false), Some(false)]);
        let probe = ValueProbe::Boolean(BooleanProbe::HasValue);
        let with = Events { properties: vec![PropertyLeaf { key: "a".into(), negated: true, probe }], ..twice };
        assert_eq!([0, 2, 3].map(|user| happened.holds(user, &with)), [None, Some(false), Some(false)]);
        assert_eq!(found(2, None, Range { first: Some(2), last: None }), [0]);
        assert!(!happened.knows_properties(), "without a digest nobody knows");
    }

    #[test]
    fn only_what_had_the_properties_counts() {
        let mut happened = Happened::default();
        for (user, at, digest) in [(0, 1, 70), (0, 2, -7), (0, 3, 70), (1, 2, 0), (3, 2, 70), (5, 9, i64::MAX)] {
            let moment = happened.moment(at, Some(digest));
            assert!(happened.lists.push(user, moment));
        }
        assert!(happened.knows_properties());
        let found = |at_least, window, digests: &[i64]| {
            happened.passing_with(6, &events(at_least, None, window), digests).iter().collect::<Vec<_>>()
        };
        assert_eq!(found(1, Range::default(), &[70]), [0, 3]);
        assert_eq!(found(1, Range::default(), &[i64::MAX, 0, 12]), [1, 5]);
        assert_eq!(found(2, Range::default(), &[70]), [0]);
        assert_eq!(found(1, Range { first: Some(2), last: Some(2) }, &[70, -7]), [0, 3]);
        assert_eq!(found(1, Range::default(), &[]), [] as [usize; 0]);
    }

    #[test]
    fn too_many_properties_are_not_told_apart() {
        let mut happened = Happened::default();
        for digest in 0..i64::from(OTHER) {
            assert_eq!(i64::try_from(happened.moment(0, Some(digest)).number()), Ok(digest));
        }
        assert!(happened.knows_properties());
        assert_eq!(happened.moment(0, Some(-1)).number(), usize::from(OTHER));
        assert!(!happened.knows_properties());
        assert_eq!(happened.moment(0, Some(5)).number(), 5);
    }
}
