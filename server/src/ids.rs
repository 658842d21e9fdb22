//! New ids: 64-bit, rising with time, given by the application.
//!
//! 41 bits of milliseconds since 2024, then 22 bits that begin at random in each millisecond and count up, so that
//! several servers on one database do not meet. Invariant: one source never gives an id twice, nor a smaller one later.

use crate::clock::Clock;
use shared::time::Instant;
use std::sync::Mutex;

const EPOCH: i64 = 1_704_067_200_000;
const LOW_BITS: u32 = 22;

/// The id that an instant and low bits make.
#[must_use]
pub fn id_at(at: Instant, low: i64) -> i64 {
    ((at.0 - EPOCH).max(0) << LOW_BITS) | (low & ((1 << LOW_BITS) - 1))
}

/// Gives new ids.
#[derive(Debug)]
pub struct IdSource {
    clock: Clock,
    last: Mutex<i64>,
}

impl IdSource {
    /// A source that follows `clock`.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, last: Mutex::new(-1) }
    }

    /// The next id.
    pub fn next(&self) -> i64 {
        let now = self.clock.now();
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *last = if id_at(now, 0) >> LOW_BITS > *last >> LOW_BITS {
            // The upper half of the low bits is left for counting on within the millisecond.
            id_at(now, i64::from(rand::random::<u32>() >> (32 - (LOW_BITS - 1))))
        } else {
            *last + 1
        };
        *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, atomic::AtomicI64};

    #[test]
    fn ids_rise_even_while_the_clock_stands_or_goes_back() {
        let time = Arc::new(AtomicI64::new(1_795_600_000_000));
        let source = IdSource::new(Clock::Set(Arc::clone(&time)));
        let mut ids: Vec<_> = (0..10_000).map(|_| source.next()).collect();
        time.fetch_sub(60_000, std::sync::atomic::Ordering::Relaxed);
        ids.extend((0..100).map(|_| source.next()));
        assert!(ids.windows(2).all(|pair| pair[0] + 1 == pair[1]) && ids[0] > 0, "they are drawn once and counted on");
        time.fetch_add(120_000, std::sync::atomic::Ordering::Relaxed);
        assert!(source.next() > ids[10_099] + (1 << LOW_BITS));
    }
}
