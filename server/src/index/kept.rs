//! Sets of conditions that were evaluated lately: whoever edits one condition of a filter asks for the others again.
//!
//! A set outlives changes, and windows that move with the clock: users who changed since, and those whom the time to
//! come may let in or out, are few, and are tested one by one when the condition is asked for again.
//!
//! Invariant: what is told is what evaluating the condition anew would tell.

use super::{audience::Audience, bits::Bits};
use crate::filter::{Leaf, Range, Subject, TimeProbe};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many sets are kept. Of a million users each has 125 kB.
const MOST: usize = 64;

/// How many users are tested one by one; a set of more is found anew.
const MOST_TESTED: usize = 10_000;

/// For how long a window may move on, in milliseconds.
pub(super) const AHEAD: i64 = 300_000;

/// A set that was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Passing {
    pub set: Bits,
    /// Whom a window of the condition may let in or out while it moves on by [`AHEAD`].
    pub soon: Vec<u32>,
}

impl From<Bits> for Passing {
    fn from(set: Bits) -> Self {
        Self { set, soon: Vec::new() }
    }
}

/// The sets, the least lately asked for first.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Sets>);

#[derive(Debug, Default)]
struct Sets {
    entries: VecDeque<Entry>,
    /// Users who changed since all entries were emptied last.
    changed: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    leaf: Leaf,
    set: Arc<Bits>,
    /// How many of the changes are in the set.
    taken: usize,
    /// The window that the set was found with.
    window: Option<Range>,
    soon: Vec<u32>,
}

impl Entry {
    /// Whether the set tells of this condition, but for who changed and whom its window may have let in or out.
    fn tells(&self, leaf: &Leaf) -> bool {
        let later = || {
            let has_moved = has_moved(self.window?, window(leaf)?);
            (has_moved && at_all_times(&self.leaf) == at_all_times(leaf)).then_some(())
        };
        self.leaf == *leaf || later().is_some()
    }
}

/// The window of a condition that may move with the clock.
fn window(leaf: &Leaf) -> Option<Range> {
    match &leaf.subject {
        Subject::Event(events) => events.properties.is_empty().then_some(events.window),
        Subject::NativeTime(_, TimeProbe::In { instants, dates: _ }) => Some(*instants),
        Subject::NativeTime(_, TimeProbe::HasValue)
        | Subject::Everyone
        | Subject::NativeText(..)
        | Subject::Sessions(_)
        | Subject::Identified
        | Subject::Tags(_)
        | Subject::Attribute { .. }
        | Subject::Experience(_)
        | Subject::Answer { .. }
        | Subject::Import { .. } => None,
    }
}

/// The condition without its window.
fn at_all_times(leaf: &Leaf) -> Leaf {
    let mut leaf = leaf.clone();
    match &mut leaf.subject {
        Subject::Event(events) => events.window = Range::default(),
        Subject::NativeTime(_, probe) => *probe = TimeProbe::HasValue,
        Subject::Everyone
        | Subject::NativeText(..)
        | Subject::Sessions(_)
        | Subject::Identified
        | Subject::Tags(_)
        | Subject::Attribute { .. }
        | Subject::Experience(_)
        | Subject::Answer { .. }
        | Subject::Import { .. } => {}
    }
    leaf
}

/// Whether only the database can tell who passes: of events' properties.
fn is_untested(leaf: &Leaf) -> bool {
    matches!(&leaf.subject, Subject::Event(events) if !events.properties.is_empty())
}

/// Whether an instant may come into a window or fall out of it while the window moves on by [`AHEAD`].
pub(super) fn is_at_edge(at: i64, window: Range) -> bool {
    let is_near = |edge: Option<i64>| edge.is_some_and(|edge| (0..=AHEAD).contains(&at.saturating_sub(edge)));
    is_near(window.first) || is_near(window.last)
}

/// Whether a window is an earlier one, a little later.
fn has_moved(from: Range, to: Range) -> bool {
    let is_near = |from: Option<i64>, to: Option<i64>| match (from, to) {
        (Some(from), Some(to)) => to.checked_sub(from).is_some_and(|moved| (0..AHEAD).contains(&moved)),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    is_near(from.first, to.first) && is_near(from.last, to.last)
}

impl Kept {
    fn lock(&self) -> MutexGuard<'_, Sets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The set of a condition, as it is of the audience that these sets belong to.
    pub fn get(&self, leaf: &Leaf, audience: &Audience) -> Option<Arc<Bits>> {
        let mut sets = self.lock();
        let at = sets.entries.iter().position(|entry| entry.tells(leaf))?;
        let mut entry = sets.entries.remove(at)?;
        let mut tested = sets.changed.get(entry.taken..).unwrap_or_default().to_vec();
        entry.taken = sets.changed.len();
        // Testing looks for sets itself.
        drop(sets);
        if !tested.is_empty() || entry.leaf != *leaf {
            if entry.window.is_some() {
                // Whom time lets in or out among those who changed is not known.
                entry.soon.append(&mut tested);
                entry.soon.sort_unstable();
                entry.soon.dedup();
                tested.clone_from(&entry.soon);
            }
            if tested.len() > MOST_TESTED {
                return None;
            }
            entry.leaf = leaf.clone();
            let set = Arc::make_mut(&mut entry.set);
            for ordinal in tested {
                let at = ordinal as usize;
                let is_there = audience.people.live().contains(at);
                match is_there.then(|| audience.holds(ordinal, leaf)) {
                    Some(Some(true)) => set.insert(at),
                    Some(Some(false)) | None => set.remove(at),
                    Some(None) => return None,
                }
            }
        }
        let set = Arc::clone(&entry.set);
        self.put(entry);
        Some(set)
    }

    /// Keeps the set of a condition.
    pub fn keep(&self, leaf: &Leaf, set: &Arc<Bits>, soon: Vec<u32>) {
        let window = window(leaf).filter(|_| soon.len() <= MOST_TESTED);
        let taken = self.lock().changed.len();
        self.put(Entry { leaf: leaf.clone(), set: Arc::clone(set), taken, window, soon });
    }

    fn put(&self, entry: Entry) {
        let mut sets = self.lock();
        sets.entries.retain(|other| other.leaf != entry.leaf);
        if sets.entries.len() == MOST {
            sets.entries.pop_front();
        }
        sets.entries.push_back(entry);
    }

    /// These users have changed.
    pub fn changed(&mut self, ordinals: impl Iterator<Item = u32>) {
        let sets = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        sets.changed.extend(ordinals);
        sets.entries.retain(|entry| !is_untested(&entry.leaf));
        if sets.changed.len() > MOST_TESTED {
            *sets = Sets::default();
        }
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let sets = self.lock();
        let of = |entry: &Entry| entry.set.bytes() + entry.soon.capacity() * size_of::<u32>();
        sets.entries.iter().map(of).sum::<usize>() + sets.changed.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Events, NativeTime};

    const DAY: i64 = 86_400_000;

    fn leaf(first: i64, last: Option<i64>) -> Leaf {
        let window = Range { first: Some(first), last };
        let events = Events { event_name_id: 1, window, at_least: 2, at_most: None, properties: Vec::new() };
        Leaf { negated: false, subject: Subject::Event(events) }
    }

    #[test]
    fn windows_move_forward_by_a_little() {
        let range = |first, last| Range { first, last };
        let from = range(Some(0), Some(DAY));
        assert!(has_moved(from, from));
        assert!(has_moved(from, range(Some(AHEAD - 1), Some(DAY + 5))));
        assert!(!has_moved(from, range(Some(AHEAD), Some(DAY))), "too far");
        assert!(!has_moved(from, range(Some(-1), Some(DAY))), "backwards");
        assert!(!has_moved(from, range(None, Some(DAY))));
        assert!(!has_moved(range(Some(i64::MIN), None), range(Some(i64::MAX), None)));
    }

    #[test]
    fn a_set_tells_of_the_same_condition_later() {
        let kept = |leaf: &Leaf| {
            let kept = Kept::default();
            kept.keep(leaf, &Arc::default(), Vec::new());
            kept
        };
        let tells = |of: &Leaf, asked: &Leaf| kept(of).get(asked, &Audience::default()).is_some();
        assert!(tells(&leaf(0, None), &leaf(0, None)));
        assert!(tells(&leaf(0, None), &leaf(1_000, None)));
        assert!(!tells(&leaf(0, None), &leaf(0, Some(5))));
        assert!(!tells(&leaf(0, None), &Leaf { negated: true, ..leaf(1_000, None) }));
        let active = |first| {
            let probe = TimeProbe::In { instants: Range { first: Some(first), last: None }, dates: None };
            Leaf { negated: false, subject: Subject::NativeTime(NativeTime::LastActivity, probe) }
        };
        assert!(tells(&active(0), &active(AHEAD - 1)) && !tells(&active(0), &active(AHEAD)));
        assert!(!tells(&active(0), &leaf(0, None)));
        let many = Kept::default();
        many.keep(&leaf(0, None), &Arc::default(), vec![1; MOST_TESTED + 1]);
        assert!(many.get(&leaf(1, None), &Audience::default()).is_none());
        assert!(many.get(&leaf(0, None), &Audience::default()).is_some());
    }

    #[test]
    fn who_changed_is_tested() {
        let mut kept = Kept::default();
        let everyone = Leaf { negated: false, subject: Subject::Everyone };
        kept.keep(&everyone, &Arc::new([3, 4].into_iter().collect()), Vec::new());
        kept.changed([4].into_iter());
        let set = kept.get(&everyone, &Audience::default()).unwrap();
        assert_eq!(set.iter().collect::<Vec<_>>(), [3], "4 is not there any more; 3 did not change");
        kept.changed((0..20_000).collect::<Vec<u32>>().into_iter());
        assert!(kept.get(&everyone, &Audience::default()).is_none(), "of so many changes it is found anew");
    }
}
