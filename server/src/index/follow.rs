//! Loading the index in the background, and following the changes from then on.

use super::{
    audience::Audience,
    delta::{Delta, Named},
    held::{Following, Held, Index},
    keep::{Keep, Keeping},
    store,
    told::Absence,
};
use crate::{
    changes::{Changes, NewsBoard, Seen},
    db::{Database, Result},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::sync::{oneshot, watch};

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
    /// more than `most` bytes, nothing is held. `keep` says where a file of it is kept, from which it is sooner loaded.
    #[must_use]
    pub fn start(database: Database, changes: &Changes, most: usize, keep: Option<Keep>) -> Self {
        let index = Self::empty();
        index.is_absent(Absence::Loading);
        changes.news().follow();
        let keeping = keep.map(Keeping::new);
        let follower = Follower { database, index: index.clone(), news: changes.news().clone(), most, keeping };
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(follower.run(changes.subscribe(), stopped));
        Self { following: Some(Arc::new(Mutex::new(Some(Following { stop, task })))), ..index }
    }
}

pub(super) struct Follower {
    pub database: Database,
    pub index: Index,
    pub news: NewsBoard,
    pub most: usize,
    /// The index's file, where it is kept in one.
    pub keeping: Option<Keeping>,
}

impl Follower {
    async fn run(mut self, mut seen: watch::Receiver<Seen>, mut stopped: oneshot::Receiver<()>) {
        let mut ended = seen.clone();
        let stopped = tokio::select! {
            () = self.load_and_follow(&mut seen) => (&mut stopped).await,
            () = async { while ended.changed().await.is_ok() {} } => (&mut stopped).await,
            stopped = &mut stopped => stopped,
        };
        if stopped.is_ok() {
            self.finish().await;
        }
    }

    /// Comes to the state of now and keeps it.
    async fn finish(&mut self) {
        loop {
            match self.step().await {
                Ok(Came::Further) => {}
                Ok(Came::Latest) => break,
                // What is held cannot be kept; the next start loads everything.
                Ok(Came::Lost) => return,
                Err(error) => {
                    tracing::warn!(%error, "the index cannot follow the last changes");
                    return;
                }
            }
        }
        self.save().await;
    }

    async fn load_and_follow(&mut self, seen: &mut watch::Receiver<Seen>) {
        if let Some(held) = self.read_file().await {
            self.hold_and_follow(held, seen).await;
        }
        loop {
            let start = Instant::now();
            match self.load().await {
                Ok(Some(held)) => {
                    let (users, bytes) = (held.audience.users(), held.audience.bytes());
                    let (millis, sequence) = (start.elapsed().as_millis(), held.sequence);
                    tracing::info!(users, megabytes = bytes >> 20, millis, sequence, "the index is loaded");
                    self.hold_and_follow(held, seen).await;
                }
                Ok(None) => {
                    tracing::warn!(
                        most_megabytes = self.most >> 20,
                        "the index needs more memory than it may have: filters are evaluated by SQL"
                    );
                    self.index.is_absent(Absence::TooLarge);
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

    /// Holds a state and follows from it, until everything is to be loaded again.
    async fn hold_and_follow(&mut self, held: Held, seen: &mut watch::Receiver<Seen>) {
        self.index.hold(Some(held)).await;
        self.follow(seen).await;
        self.index.hold(None).await;
        // From what the file holds nobody can follow either.
        self.forget_file().await;
    }

    /// The state of now; `None` where there is no room for it.
    async fn load(&self) -> Result<Option<Held>> {
        let mut snapshot = self.database.snapshot_for(LOADING).await?;
        let sequence = store::sequence(&mut snapshot).await?;
        let audience = Audience::load(&mut snapshot, self.most).await?;
        Ok(audience.map(|audience| Held { sequence, audience }))
    }

    /// Follows until everything is to be loaded again.
    async fn follow(&mut self, seen: &mut watch::Receiver<Seen>) {
        let (mut troubled, mut moves) = (false, 0_u32);
        loop {
            self.look_at_file().await;
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
                    let rest = self.keeping.as_ref().map(Keeping::rest);
                    let rested = async {
                        match rest {
                            Some(rest) => tokio::time::sleep(rest).await,
                            None => std::future::pending().await,
                        }
                    };
                    tokio::select! {
                        _ = seen.changed() => {}
                        () = self.index.nudge.notified() => {}
                        () = rested => {}
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
    async fn step(&mut self) -> Result<Came> {
        let Some(at) = self.index.sequence() else { return Ok(Came::Lost) };
        let mut snapshot = self.database.snapshot_for(FOLLOWING).await?;
        let rows = store::changes_after(&mut snapshot, at).await?;
        if rows.is_empty() {
            return Ok(Came::Latest);
        }
        if let Some(last) = rows.last() {
            self.news.settled(last.sequence.unsigned_abs()).await;
        }
        let Some(named) = Named::of(&rows, at, &self.news) else { return Ok(Came::Lost) };
        let (sequence, users_delta) = (named.sequence, named.users_delta);
        let mut delta = Delta::read(&mut snapshot, named).await?;
        // Nobody else changes what is held.
        let guard = self.index.held.read().await;
        let Some(Held { audience, .. }) = guard.as_ref() else { return Ok(Came::Lost) };
        let mut has_gone = false;
        if delta.users_delta(audience) != users_delta {
            // Users who were deleted are named nowhere: they are those who are not there any more.
            let mut there = HashSet::new();
            store::user_ids(&mut snapshot, |user_id| {
                there.insert(user_id);
            })
            .await?;
            delta.add_gone(audience.gone(&there));
            has_gone = true;
            if delta.users_delta(audience) != users_delta {
                return Ok(Came::Lost);
            }
        }
        drop((guard, snapshot));
        if has_gone {
            // The file still knows them.
            self.forget_file().await;
        }
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
        self.news.forget(sequence);
        Ok(Came::Further)
    }
}
