//! What became of messages since the start, for monitoring.

use super::{
    message::Outcome,
    queue::{Answer, Busy, Request},
};
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers since the start.
#[derive(Debug, Default)]
pub(super) struct Tally {
    stored: AtomicU64,
    duplicate: AtomicU64,
    blocked: AtomicU64,
    refused: AtomicU64,
    unreadable: AtomicU64,
    full: AtomicU64,
    stopping: AtomicU64,
    database: AtomicU64,
}

/// What the queue tells of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Bytes of requests that wait, about.
    pub waiting_bytes: u64,
    /// Messages by what became of them.
    pub messages: [(&'static str, u64); 5],
    /// Requests that clients are to send again, by the reason.
    pub turned_away: [(&'static str, u64); 3],
}

impl Tally {
    /// What became of a request that was taken.
    pub fn answered(&self, request: &Request, answer: &Answer) {
        match answer {
            Ok(outcomes) => {
                add(&self.unreadable, request.decoded.rejects.len());
                for outcome in outcomes {
                    let number = match outcome {
                        Outcome::Stored => &self.stored,
                        Outcome::Duplicate => &self.duplicate,
                        Outcome::Blocked => &self.blocked,
                        Outcome::Refused(_) => &self.refused,
                    };
                    add(number, 1);
                }
            }
            Err(busy) => self.turned_away(*busy),
        }
    }

    /// A request was not taken, or not stored.
    pub fn turned_away(&self, busy: Busy) {
        let number = match busy {
            Busy::Full => &self.full,
            Busy::Stopping => &self.stopping,
            Busy::Database => &self.database,
        };
        add(number, 1);
    }

    pub fn told(&self, waiting_bytes: u64) -> Told {
        let [stored, duplicate, blocked, refused, unreadable, full, stopping, database] = [
            &self.stored,
            &self.duplicate,
            &self.blocked,
            &self.refused,
            &self.unreadable,
            &self.full,
            &self.stopping,
            &self.database,
        ]
        .map(|number| number.load(Ordering::Relaxed));
        Told {
            waiting_bytes,
            messages: [
                ("stored", stored),
                ("duplicate", duplicate),
                ("blocked", blocked),
                ("refused", refused),
                ("unreadable", unreadable),
            ],
            turned_away: [("full", full), ("stopping", stopping), ("database", database)],
        }
    }
}

fn add(number: &AtomicU64, more: usize) {
    number.fetch_add(more as u64, Ordering::Relaxed);
}
