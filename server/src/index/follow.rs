//! Loading the index in the background, and following the changes from then on.

use super::{
    audience::Audience,
    delta::Delta,
    held::{Held, Index},
    store::{self, ChangeRow},
};
use crate::{
    changes::Seen,
    db::{Database, Result},
};
use std::{
    collections::{BTreeSet, HashSet},
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// How long loading everything may take.
const LOADING: Duration = Duration::from_secs(3_600);
/// How long reading what changed may take.
const FOLLOWING: Duration = Duration::from_secs(60);
/// The shortest and the longest pause before everything is loaded again.
const PAUSE: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(60));
/// After a failure.
const AFTER_TROUBLE: Duration = Duration::from_millis(500);
/// Changes between two looks at the memory that is taken.
const CHANGES_BETWEEN_LOOKS: u32 = 500;

/// What following came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// The index stands at the latest change.
    Latest,
    /// It has moved on.
    Further,
    /// The changes do not tell what is different: everything is to be loaded again.
    Lost,
}

impl Index {
    /// Loads in the background and follows, until nobody tells of changes any more. Where what is held would need
    /// more than `most` bytes, nothing is held.
    #[must_use]
    pub fn start(database: Database, seen: watch::Receiver<Seen>, most: usize) -> Self {
        let index = Self::empty();
        let follower = Follower { database, index: index.clone(), most };
        tokio::spawn(follower.run(seen));
        index
    }
}

struct Follower {
    database: Database,
    index: Index,
    most: usize,
}

impl Follower {
    async fn run(self, mut seen: watch::Receiver<Seen>) {
        let mut ended = seen.clone();
        tokio::select! {
            () = self.load_and_follow(&mut seen) => {}
            () = async { while ended.changed().await.is_ok() {} } => {}
        }
    }

    async fn load_and_follow(&self, seen: &mut watch::Receiver<Seen>) {
        loop {
            let start = Instant::now();
            match self.load().await {
                Ok(Some(held)) => {
                    let (users, bytes) = (held.audience.users(), held.audience.bytes());
                    let (millis, sequence) = (start.elapsed().as_millis(), held.sequence);
                    tracing::info!(users, megabytes = bytes >> 20, millis, sequence, "the index is loaded");
                    self.index.hold(Some(held)).await;
                    self.follow(seen).await;
                    self.index.hold(None).await;
                }
                Ok(None) => {
                    tracing::warn!(
                        most_megabytes = self.most >> 20,
                        "the index needs more memory than it may have: filters are evaluated by SQL"
                    );
                    return;
                }
                Err(error) => {
                    tracing::error!(%error, "the index could not be loaded; trying again");
                    tokio::time::sleep(AFTER_TROUBLE).await;
                }
            }
            // Where everything changes again and again, half of the time is left for others.
            tokio::time::sleep(start.elapsed().clamp(PAUSE.0, PAUSE.1)).await;
        }
    }

    /// The state of now; `None` where there is no room for it.
    async fn load(&self) -> Result<Option<Held>> {
        let mut snapshot = self.database.snapshot_for(LOADING).await?;
        let sequence = store::sequence(&mut snapshot).await?;
        let audience = Audience::load(&mut snapshot, self.most).await?;
        Ok(audience.map(|audience| Held { sequence, audience }))
    }

    /// Follows until everything is to be loaded again.
    async fn follow(&self, seen: &mut watch::Receiver<Seen>) {
        let (mut troubled, mut moves) = (false, 0_u32);
        loop {
            match self.step().await {
                Ok(Came::Further) => {
                    troubled = false;
                    moves += 1;
                    if moves.is_multiple_of(CHANGES_BETWEEN_LOOKS) && self.is_too_large().await {
                        return;
                    }
                }
                Ok(Came::Latest) => {
                    troubled = false;
                    tokio::select! {
                        _ = seen.changed() => {}
                        () = self.index.nudge.notified() => {}
                    }
                }
                Ok(Came::Lost) => return,
                Err(error) => {
                    if !troubled {
                        tracing::error!(%error, "the index cannot follow the changes; trying again");
                    }
                    troubled = true;
                    tokio::time::sleep(AFTER_TROUBLE).await;
                }
            }
        }
    }

    async fn is_too_large(&self) -> bool {
        self.index.held.read().await.as_ref().is_some_and(|held| held.audience.bytes() > self.most)
    }

    /// Takes in what changed since the state that is held.
    async fn step(&self) -> Result<Came> {
        let Some(at) = self.index.sequence() else { return Ok(Came::Lost) };
        let mut snapshot = self.database.snapshot_for(FOLLOWING).await?;
        let rows = store::changes_after(&mut snapshot, at).await?;
        if rows.is_empty() {
            return Ok(Came::Latest);
        }
        let Some(Named { sequence, user_ids, users_delta }) = Named::of(&rows, at) else { return Ok(Came::Lost) };
        let mut delta = Delta::read(&mut snapshot, user_ids).await?;
        // Nobody else changes what is held.
        let guard = self.index.held.read().await;
        let Some(Held { audience, .. }) = guard.as_ref() else { return Ok(Came::Lost) };
        if delta.users_delta(audience) != users_delta {
            // Users who were deleted are named nowhere: they are those who are not there any more.
            let mut there = HashSet::new();
            store::user_ids(&mut snapshot, |user_id| {
                there.insert(user_id);
            })
            .await?;
            delta.add_gone(audience.gone(&there));
            if delta.users_delta(audience) != users_delta {
                return Ok(Came::Lost);
            }
        }
        drop((guard, snapshot));
        let mut guard = self.index.held.write().await;
        let Some(held) = guard.as_mut() else { return Ok(Came::Lost) };
        if !held.audience.take(delta) {
            // What is held is of no state any more, and nobody is to see it.
            *guard = None;
            self.index.at.send_replace(None);
            return Ok(Came::Lost);
        }
        held.sequence = sequence;
        self.index.at.send_replace(Some(sequence));
        Ok(Came::Further)
    }
}

/// What some changes say together.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    sequence: u64,
    user_ids: Vec<i64>,
    users_delta: i64,
}

impl Named {
    /// What the changes after a sequence say; `None` where one is missing, or does not name its users.
    fn of(rows: &[ChangeRow], after: u64) -> Option<Self> {
        let (mut sequence, mut users_delta, mut user_ids) = (after, 0, BTreeSet::new());
        for row in rows {
            sequence += 1;
            if row.sequence.unsigned_abs() != sequence {
                return None;
            }
            users_delta += row.users_delta;
            // Definitions are read with each filter; they change no user.
            if row.topic != "definitions" {
                let named: Vec<i64> = serde_json::from_str(row.user_ids.as_deref()?).ok()?;
                user_ids.extend(named);
            }
        }
        Some(Self { sequence, user_ids: user_ids.into_iter().collect(), users_delta })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(sequence: i64, topic: &str, user_ids: Option<&str>) -> ChangeRow {
        ChangeRow { sequence, topic: topic.into(), users_delta: 1, user_ids: user_ids.map(Into::into) }
    }

    #[test]
    fn changes_name_their_users_or_everything_is_loaded() {
        let rows = [row(5, "users", Some("[3,1]")), row(6, "definitions", None), row(7, "users", Some("[3]"))];
        let named = Named::of(&rows, 4);
        assert_eq!(named, Some(Named { sequence: 7, user_ids: vec![1, 3], users_delta: 3 }));
        assert_eq!(Named::of(&rows, 3), None, "one is missing");
        assert_eq!(Named::of(&[row(5, "users", None)], 4), None, "too many to name");
        assert_eq!(Named::of(&[row(5, "users", Some("x"))], 4), None);
    }
}
