//! Follows the table of changes, whoever wrote them: this process, a command beside it, another server.

use super::{
    news::NewsBoard,
    store::{seen_from_nothing, seen_in},
};
use crate::db::{Database, Result};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, watch};

/// The latest change that was seen, and the number of users at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The sequence of the change; 0 before the first.
    pub sequence: u64,
    /// Users in all.
    pub total: u64,
    /// The sequence of the latest change to what users are described with; 0 before the first.
    pub definitions: u64,
}

/// Well within the 200 ms in which another process's writes are to be seen.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The follower's view. Cheap to clone.
#[derive(Clone)]
pub struct Changes {
    seen: watch::Receiver<Seen>,
    nudge: Arc<Notify>,
    stopped: Arc<AtomicBool>,
    news: NewsBoard,
}

impl Changes {
    /// Reads where things stand and starts to follow; it ends when the last clone is dropped.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn follow(database: Database) -> Result<Self> {
        // Counting a large table may take longer than a query may.
        let mut snapshot = database.snapshot_for(Duration::from_secs(120)).await?;
        let first = seen_from_nothing(&mut snapshot).await?;
        drop(snapshot);
        let (sender, seen) = watch::channel(first);
        let nudge = Arc::new(Notify::new());
        let stopped = Arc::new(AtomicBool::new(false));
        tokio::spawn(run(database, sender, Arc::clone(&nudge), Arc::clone(&stopped)));
        Ok(Self { seen, nudge, stopped, news: NewsBoard::default() })
    }

    /// The latest change.
    #[must_use]
    pub fn seen(&self) -> Seen {
        *self.seen.borrow()
    }

    /// A receiver that wakes at every later change.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Seen> {
        self.seen.clone()
    }

    /// What this process stored lately.
    #[must_use]
    pub fn news(&self) -> &NewsBoard {
        &self.news
    }

    /// Looks at once: this process has just committed.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// Ends every live stream, which would otherwise hold up a graceful stop. What was seen stays readable.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        self.nudge.notify_one();
    }
}

async fn run(database: Database, sender: watch::Sender<Seen>, nudge: Arc<Notify>, stopped: Arc<AtomicBool>) {
    let mut troubled = false;
    while !sender.is_closed() {
        // A nudge or the next look, whichever is first.
        let _ = tokio::time::timeout(LOOK_EVERY, nudge.notified()).await;
        if stopped.load(Ordering::Acquire) {
            break;
        }
        let last = *sender.borrow();
        match look(&database, last).await {
            Ok(seen) => {
                troubled = false;
                sender.send_if_modified(|last| std::mem::replace(last, seen) != seen);
            }
            Err(error) => {
                if !troubled {
                    tracing::error!(%error, "changes cannot be followed; trying again");
                }
                troubled = true;
                tokio::time::sleep(LOOK_EVERY * 5).await;
            }
        }
    }
}

async fn look(database: &Database, last: Seen) -> Result<Seen> {
    seen_in(&mut database.snapshot().await?, last).await
}
