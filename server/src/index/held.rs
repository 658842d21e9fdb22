//! The index as the server holds it: one state, behind a lock that those who evaluate share.
//!
//! Invariants: whoever has the lock sees exactly the state of `sequence`; only the follower changes it; nobody waits
//! for it longer than a moment, for SQL answers as well.

use super::{audience::Audience, told::Absence};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, OwnedRwLockReadGuard, RwLock, oneshot, watch},
    task::JoinHandle,
};

/// What is held.
#[derive(Debug)]
pub(super) struct Held {
    pub sequence: u64,
    pub audience: Audience,
}

pub(super) type Guard = OwnedRwLockReadGuard<Option<Held>>;

/// The index. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) held: Arc<RwLock<Option<Held>>>,
    /// The sequence of what is held; `None` while nothing is.
    pub(super) at: watch::Sender<Option<u64>>,
    pub(super) nudge: Arc<Notify>,
    /// Why nothing is held, while nothing is.
    pub(super) absence: Arc<Mutex<Absence>>,
    /// The task that follows the changes; `None` for whoever has no part in its end.
    pub(super) following: Option<Arc<Mutex<Option<Following>>>>,
}

/// The task that follows the changes, and what tells it to come to an end.
#[derive(Debug)]
pub(super) struct Following {
    pub stop: oneshot::Sender<()>,
    pub task: JoinHandle<()>,
}

/// Where the index stands, seen from a state.
pub(super) enum Standing {
    Here(Guard),
    /// It will not come to this state any more: a later one can be asked about.
    Beyond,
    /// It is not there, or not there soon enough.
    Away,
}

impl Index {
    /// An index that holds nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            held: Arc::default(),
            at: watch::Sender::new(None),
            nudge: Arc::default(),
            absence: Arc::default(),
            following: None,
        }
    }

    /// Comes to the state of now, keeps it in its file, and follows no further. Nobody writes any more.
    pub async fn stop(&self) {
        let following = self.following.as_ref();
        let following = following.and_then(|following| following.lock().unwrap_or_else(PoisonError::into_inner).take());
        let Some(Following { stop, task }) = following else { return };
        // One that has ended already has nothing to keep.
        let _ = stop.send(());
        if let Err(error) = task.await {
            tracing::error!(%error, "following the changes ended badly");
        }
    }

    /// The sequence of the state that is held; `None` while SQL answers.
    #[must_use]
    pub fn sequence(&self) -> Option<u64> {
        *self.at.borrow()
    }

    /// Waits until a state is held that is at least this one.
    pub async fn reaches(&self, sequence: u64) {
        let mut at = self.at.subscribe();
        self.nudge.notify_one();
        // The sender lives as long as this does.
        let _ = at.wait_for(|at| at.is_some_and(|at| at >= sequence)).await;
    }

    /// What is held, if it is this state, or becomes it before the wait is over.
    pub(super) async fn at(&self, sequence: u64, wait: Duration) -> Standing {
        if self.sequence().is_none() {
            return Standing::Away;
        }
        let arriving = async {
            if self.sequence().is_some_and(|at| at < sequence) {
                self.nudge.notify_one();
                let mut at = self.at.subscribe();
                let _ = at.wait_for(|at| at.is_none_or(|at| at >= sequence)).await;
            }
            Arc::clone(&self.held).read_owned().await
        };
        match tokio::time::timeout(wait, arriving).await {
            Ok(guard) => match guard.as_ref().map(|held| held.sequence) {
                Some(at) if at == sequence => Standing::Here(guard),
                Some(at) if at > sequence => Standing::Beyond,
                Some(_) | None => Standing::Away,
            },
            Err(_) => Standing::Away,
        }
    }

    /// Holds another state, or nothing.
    pub(super) async fn hold(&self, held: Option<Held>) {
        let sequence = held.as_ref().map(|held| held.sequence);
        let before = std::mem::replace(&mut *self.held.write().await, held);
        self.at.send_replace(sequence);
        drop(before);
    }
}
