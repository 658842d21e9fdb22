//! The one task that stores messages: it takes what waits as a group, commits it, and answers everybody in it.
//!
//! Invariants: groups are stored one after the other, in the order of arrival; one bad request, even one that makes
//! us panic, spoils no other.

use super::{
    digests::Digests,
    group::{Memory, store_group},
    message::Outcome,
    queue::{Answer, Busy, Request, Waiting},
    store,
    tally::Tally,
};
use crate::{
    changes::{self, Change, Changes, Topic},
    clock::Clock,
    db::{Database, Error, Result},
    ids::IdSource,
};
use shared::time::Instant;
use std::{sync::Arc, time::Duration};
use tokio::sync::{Mutex, mpsc};

/// Messages of a group, at which it is full.
const GROUP: usize = 4_000;
/// How often a group is tried when other writers come between.
const TRIES: u32 = 5;
/// Between two rounds of housekeeping.
const HOUSEKEEPING: Duration = Duration::from_secs(60);
/// How long message ids are kept: clients that send again do so within a day.
const KEEP_MESSAGES: i64 = 48 * 60 * 60 * 1000;
/// How long changes are kept, for those who follow them.
const KEEP_CHANGES: i64 = 24 * 60 * 60 * 1000;
/// Rejects that are kept.
const KEEP_REJECTS: i64 = 1_000;
/// Digests of events stored before there were digests that one transaction makes.
const DIGESTS_AT_ONCE: usize = 2_000;
/// Message ids that one transaction forgets.
const PRUNED_AT_ONCE: i64 = 10_000;

/// The writer.
#[derive(Clone)]
pub(super) struct Writer {
    database: Database,
    clock: Clock,
    ids: Arc<IdSource>,
    changes: Changes,
    memory: Arc<Mutex<Memory>>,
    tally: Arc<Tally>,
}

impl Writer {
    pub(super) fn new(
        database: Database,
        clock: Clock,
        ids: Arc<IdSource>,
        changes: Changes,
        tally: Arc<Tally>,
    ) -> Self {
        Self { database, clock, ids, changes, memory: Arc::new(Mutex::new(Memory::new())), tally }
    }

    /// Stores what comes until the queue is closed and empty.
    pub(super) async fn run(self, mut receiver: mpsc::UnboundedReceiver<Waiting>) {
        let mut rounds = tokio::time::interval(HOUSEKEEPING);
        rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut is_untidy = false;
        loop {
            tokio::select! {
                biased;
                _ = rounds.tick() => is_untidy = true,
                first = receiver.recv() => {
                    let Some(first) = first else { break };
                    let mut messages = weight(&first);
                    let mut group = vec![first];
                    while messages < GROUP && let Ok(next) = receiver.try_recv() {
                        messages += weight(&next);
                        group.push(next);
                    }
                    self.store(group).await;
                }
                () = std::future::ready(()), if is_untidy => {}
            }
            // A little at a time, so that messages never wait for long, and neither does the house.
            if is_untidy {
                is_untidy = self.keep_house().await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "housekeeping failed; it is tried again");
                    false
                });
            }
        }
    }

    async fn store(&self, group: Vec<Waiting>) {
        let mut waiting = Vec::with_capacity(group.len());
        let mut requests = Vec::with_capacity(group.len());
        for Waiting { request, answer, _room } in group {
            requests.push(request);
            waiting.push((answer, _room));
        }
        let requests = Arc::new(requests);
        let answers: Vec<Answer> = match self.store_together(&requests, 0, requests.len()).await {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(Failure::Trouble) => requests.iter().map(|_| Err(Busy::Database)).collect(),
            Err(Failure::Defect) => self.store_apart(&requests).await,
        };
        self.changes.nudge();
        requests.iter().zip(&answers).for_each(|(request, answer)| self.tally.answered(request, answer));
        for ((answer, _room), outcome) in waiting.into_iter().zip(answers) {
            // A client that went away does not wait for its answer.
            let _ = answer.send(outcome);
        }
    }

    /// Each request alone, to tell the one that cannot be stored from the others.
    async fn store_apart(&self, requests: &Arc<Vec<Request>>) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(requests.len());
        for at in 0..requests.len() {
            // A group of one has just failed.
            let outcome = if requests.len() == 1 {
                Err(Failure::Defect)
            } else {
                self.store_together(requests, at, at + 1).await
            };
            answers.push(match outcome {
                Ok(outcomes) => Ok(outcomes.into_iter().flatten().collect()),
                Err(Failure::Trouble | Failure::Defect) => Err(Busy::Database),
            });
        }
        answers
    }

    async fn store_together(
        &self,
        requests: &Arc<Vec<Request>>,
        from: usize,
        to: usize,
    ) -> std::result::Result<Vec<Vec<Outcome>>, Failure> {
        for attempt in 1..=TRIES {
            let (this, requests) = (self.clone(), Arc::clone(requests));
            // In a task of its own, which alone ends when it panics.
            let task = tokio::spawn(async move {
                let now = this.clock.now();
                let mut memory = this.memory.lock().await;
                store_group(&this.database, &this.ids, &this.changes, &mut memory, &requests[from..to], now).await
            });
            match task.await {
                Ok(Ok(outcomes)) => return Ok(outcomes),
                Ok(Err(Error::Conflict(error))) => {
                    tracing::warn!(%error, attempt, "another writer came between");
                    tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                }
                Ok(Err(error @ (Error::Unavailable(_) | Error::TooSlow))) => {
                    tracing::error!(%error, inner = inner(&error), "messages cannot be stored now");
                    return Err(Failure::Trouble);
                }
                Ok(Err(error @ (Error::Defect(_) | Error::InUse | Error::Address(_) | Error::Migration(_)))) => {
                    tracing::error!(%error, inner = inner(&error), "messages could not be stored");
                    return Err(Failure::Defect);
                }
                Err(_) => {
                    tracing::error!("storing messages panicked");
                    return Err(Failure::Defect);
                }
            }
        }
        // Still in conflict: a key that is taken looks like this too, and then it is one request's doing.
        Err(Failure::Defect)
    }

    /// Forgets some of what nobody needs; tells whether there is more.
    async fn keep_house(&self) -> Result<bool> {
        let now = self.clock.now();
        let mut transaction = self.database.write().await?;
        let before = Instant(now.0 - KEEP_MESSAGES);
        let pruned = store::prune_messages(&mut transaction, before, PRUNED_AT_ONCE).await?;
        let mut is_untidy = pruned >= PRUNED_AT_ONCE.unsigned_abs();
        if !is_untidy {
            changes::prune(&mut transaction, Instant(now.0 - KEEP_CHANGES)).await?;
            store::keep_newest_rejects(&mut transaction, KEEP_REJECTS).await?;
            let key = store::tombstone_key(&mut transaction, rand::random()).await?;
            let mut memory = self.memory.lock().await;
            if !memory.is_digested {
                let digests = Digests::new(&key);
                let made = store::make_missing_digests(&mut transaction, &digests, DIGESTS_AT_ONCE).await?;
                memory.is_digested = made < DIGESTS_AT_ONCE;
                is_untidy = !memory.is_digested;
                if made > 0 && memory.is_digested {
                    // Whoever holds events without digests reads them again.
                    let change = Change { topic: Topic::Users, users_delta: 0, user_ids: None };
                    changes::record(&mut transaction, now, &change).await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(is_untidy)
    }
}

fn inner(error: &Error) -> Option<String> {
    std::error::Error::source(error).map(ToString::to_string)
}

fn weight(waiting: &Waiting) -> usize {
    waiting.request.decoded.messages.len().max(1)
}

/// Why a group is not stored.
enum Failure {
    /// The database's doing.
    Trouble,
    /// Perhaps one request's doing.
    Defect,
}
