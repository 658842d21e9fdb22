//! How many users segments have, kept for as long as nothing changes.
//!
//! Invariants: a number is told only at the change it was counted at, and for a minute at most, because what "in the
//! last 7 days" means moves with the clock; one pass counts at a time, and those who wait for it take what it found.

use shared::{ids::SegmentId, time::Instant};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, MutexGuard};

/// How long a number is told, in milliseconds.
const TOLD: i64 = 60_000;

/// The numbers, shared by all who ask. Cheap to clone.
#[derive(Clone, Default)]
pub struct SegmentNumbers(Arc<Mutex<Numbers>>);

impl SegmentNumbers {
    /// The numbers, for one who counts what is missing.
    pub(super) async fn lock(&self) -> MutexGuard<'_, Numbers> {
        self.0.lock().await
    }
}

/// Numbers of one state of the database.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    sequence: u64,
    since: Option<Instant>,
    users: HashMap<SegmentId, u64>,
}

impl Numbers {
    /// Moves on to a state at a moment: what was counted at another one is forgotten.
    pub(super) fn move_to(&mut self, sequence: u64, now: Instant) {
        let is_fresh = self.since.is_some_and(|since| (0..TOLD).contains(&(now.0 - since.0)));
        if !is_fresh || self.sequence != sequence {
            *self = Self { sequence, since: Some(now), users: HashMap::new() };
        }
    }

    pub(super) fn get(&self, segment_id: SegmentId) -> Option<u64> {
        self.users.get(&segment_id).copied()
    }

    pub(super) fn keep(&mut self, segment_id: SegmentId, users: u64) {
        self.users.insert(segment_id, users);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_of_one_change_and_one_minute() {
        let mut numbers = Numbers::default();
        let id = SegmentId(1);
        let mut kept = |sequence, now| {
            numbers.move_to(sequence, Instant(now));
            let kept = numbers.get(id);
            numbers.keep(id, 5);
            kept
        };
        assert_eq!(kept(1, 1_000), None);
        assert_eq!(kept(1, 60_999), Some(5));
        assert_eq!(kept(1, 61_000), None, "a minute is over");
        assert_eq!(kept(2, 61_000), None, "something changed");
        assert_eq!(kept(2, 60_999), None, "the clock was put back");
    }
}
