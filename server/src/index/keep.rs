//! The index kept in a file: when it is written, and when what was written still holds.
//!
//! Invariants: a file is read only where the database is the one that it was written from, and its changes since name
//! their users without a gap; as soon as somebody is deleted, the file goes, for it still knows them.

use super::{
    delta::Named,
    file::{Header, IndexFile, Mark, Opened, Unfit},
    follow::Follower,
    held::Held,
    store,
};
use crate::{
    changes::NAMING,
    db::{Database, Result},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long finding out whether a file holds may take.
const LOOKING: Duration = Duration::from_secs(60);
/// Between two looks at whether a file is to be written. While one is written, which takes a second or two of a
/// million users, the index does not move on.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// Where and how often the index is kept.
#[derive(Clone, Debug)]
pub struct Keep {
    folder: PathBuf,
    every: Duration,
}

impl Keep {
    /// In the data folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), every: EVERY }
    }

    /// Looks so often whether it is to be written.
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        Self { every, ..self }
    }

    /// Removes what was kept.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn remove(&self) -> std::io::Result<()> {
        IndexFile::of(&self.folder).remove()
    }
}

/// The file of a follower.
#[derive(Debug)]
pub(super) struct Keeping {
    file: IndexFile,
    /// Whoever writes or removes the file has it, also where nobody waits for the end of that any more.
    turn: Arc<Mutex<()>>,
    every: Duration,
    /// The state that the file holds; `None` without one.
    saved: Option<u64>,
    /// When it was looked last, and the state at that time.
    looked: (Instant, u64),
}

impl Keeping {
    pub fn new(keep: Keep) -> Self {
        let file = IndexFile::of(&keep.folder);
        Self { file, turn: Arc::default(), every: keep.every, saved: None, looked: (Instant::now(), 0) }
    }

    /// How long until the next look.
    pub fn rest(&self) -> Duration {
        self.every.saturating_sub(self.looked.0.elapsed())
    }
}

/// Whether a file of this state would be worth its writing. Where more changes come between two looks than name their
/// users, it would be too old before the next.
fn is_worth_it(sequence: u64, saved: Option<u64>, looked: u64) -> bool {
    saved != Some(sequence) && sequence.saturating_sub(looked) < NAMING.unsigned_abs()
}

impl Follower {
    /// The state that the file holds, where it still holds. What does not is removed.
    pub(super) async fn read_file(&mut self) -> Option<Held> {
        let start = Instant::now();
        let file = self.keeping.as_ref()?.file.clone();
        let opened = match blocking(move || file.open()).await {
            Ok(None) => return None,
            Ok(Some(opened)) => opened,
            Err(error) => {
                tracing::warn!(%error, "the index's file cannot be opened");
                return None;
            }
        };
        let read = match opened {
            Ok(opened) => self.read_opened(opened).await,
            Err(unfit) => Ok(Err(unfit)),
        };
        match read {
            Ok(Ok(held)) => {
                let (users, millis, sequence) = (held.audience.users(), start.elapsed().as_millis(), held.sequence);
                tracing::info!(users, millis, sequence, "the index is read from its file");
                if let Some(keeping) = &mut self.keeping {
                    keeping.saved = Some(sequence);
                    keeping.looked = (Instant::now(), sequence);
                }
                Some(held)
            }
            Ok(Err(unfit)) => {
                tracing::info!(reason = %unfit, "the index's file is not read");
                self.forget_file().await;
                None
            }
            Err(error) => {
                tracing::warn!(%error, "whether the index's file holds cannot be found out");
                self.forget_file().await;
                None
            }
        }
    }

    async fn read_opened(&self, opened: Opened) -> Result<std::result::Result<Held, Unfit>> {
        if opened.bytes > self.most as u64 {
            return Ok(Err(Unfit::TooLarge));
        }
        if let Err(unfit) = self.holds(&opened.header).await? {
            return Ok(Err(unfit));
        }
        let sequence = opened.header.sequence;
        let read = blocking(move || Ok(opened.read())).await;
        let audience = match read {
            Ok(Ok(audience)) => audience,
            Ok(Err(unfit)) => return Ok(Err(unfit)),
            Err(_) => return Ok(Err(Unfit::Damaged)),
        };
        let fits = audience.bytes() <= self.most;
        Ok(if fits { Ok(Held { sequence, audience }) } else { Err(Unfit::TooLarge) })
    }

    /// Whether a file is of this database, and its changes since can be followed.
    async fn holds(&self, header: &Header) -> Result<std::result::Result<(), Unfit>> {
        if header.version != env!("CARGO_PKG_VERSION") || header.schema != Database::latest_step() {
            return Ok(Err(Unfit::Version));
        }
        let mut snapshot = self.database.snapshot_for(LOOKING).await?;
        if store::identity(&mut snapshot).await?.as_ref() != Some(&header.database) {
            return Ok(Err(Unfit::Foreign));
        }
        let rows = store::changes_after(&mut snapshot, header.sequence).await?;
        match store::mark(&mut snapshot, header.sequence).await? {
            Some(mark) if mark == header.mark => {}
            // It was forgotten in the meantime.
            None if !rows.is_empty() => return Ok(Err(Unfit::Old)),
            Some(_) | None => return Ok(Err(Unfit::Foreign)),
        }
        let Some(named) = Named::of(&rows, header.sequence, &self.news) else { return Ok(Err(Unfit::Old)) };
        let users = store::users_count(&mut snapshot).await?;
        let is_same = header.users.checked_add_signed(named.users_delta) == Some(users);
        Ok(if is_same { Ok(()) } else { Err(Unfit::Foreign) })
    }

    /// Writes the file where that is due.
    pub(super) async fn look_at_file(&mut self) {
        let (Some(keeping), Some(sequence)) = (&mut self.keeping, self.index.sequence()) else { return };
        if !keeping.rest().is_zero() {
            return;
        }
        let looked = std::mem::replace(&mut keeping.looked, (Instant::now(), sequence)).1;
        if is_worth_it(sequence, keeping.saved, looked) {
            self.save().await;
            // As much rest follows however long that took.
            if let Some(keeping) = &mut self.keeping {
                keeping.looked.0 = Instant::now();
            }
        }
    }

    /// Writes the state that is held, if the file has not got it.
    pub(super) async fn save(&mut self) {
        let (Some(keeping), Some(sequence)) = (&self.keeping, self.index.sequence()) else { return };
        if keeping.saved == Some(sequence) {
            return;
        }
        let start = Instant::now();
        let turn = Arc::clone(&keeping.turn).lock_owned().await;
        match self.write_file(keeping.file.clone(), sequence, turn).await {
            Ok(Some(bytes)) => {
                let millis = start.elapsed().as_millis();
                tracing::info!(megabytes = bytes >> 20, millis, sequence, "the index is kept in its file");
                if let Some(keeping) = &mut self.keeping {
                    keeping.saved = Some(sequence);
                }
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the index cannot be kept in its file"),
        }
    }

    async fn write_file(
        &self,
        file: IndexFile,
        sequence: u64,
        turn: OwnedMutexGuard<()>,
    ) -> std::result::Result<Option<u64>, Box<dyn std::error::Error + Send + Sync>> {
        let database = self.identity().await?;
        let mark = store::mark(&mut self.database.snapshot_for(LOOKING).await?, sequence).await?;
        // Before the first change there is nothing to keep.
        let Some(mark): Option<Mark> = mark else { return Ok(None) };
        let guard = Arc::clone(&self.index.held).read_owned().await;
        let write = move || {
            let Some(held) = guard.as_ref().filter(|held| held.sequence == sequence) else { return Ok(None) };
            let (version, schema) = (env!("CARGO_PKG_VERSION").to_owned(), Database::latest_step());
            let users = held.audience.users();
            let written = file.write(&Header { version, schema, database, sequence, mark, users }, &held.audience)?;
            // The disk may take its time: the index moves on.
            drop(guard);
            let bytes = written.place()?;
            drop(turn);
            Ok(Some(bytes))
        };
        Ok(blocking(write).await?)
    }

    /// What tells this database from others.
    async fn identity(&self) -> Result<String> {
        let known = store::identity(&mut self.database.snapshot_for(LOOKING).await?).await?;
        match known {
            Some(identity) => Ok(identity),
            None => store::make_identity(&self.database, rand::random()).await,
        }
    }

    /// Removes the file.
    pub(super) async fn forget_file(&mut self) {
        let Some(keeping) = &mut self.keeping else { return };
        keeping.saved = None;
        let (file, turn) = (keeping.file.clone(), Arc::clone(&keeping.turn).lock_owned().await);
        let remove = move || {
            let removed = file.remove();
            drop(turn);
            removed
        };
        if let Err(error) = blocking(remove).await {
            tracing::error!(%error, "the index's file cannot be removed");
        }
    }
}

/// Work on files, off the threads that answer.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> std::io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|panicked| Err(std::io::Error::other(panicked)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_too_old_at_once_is_not_written() {
        assert!(is_worth_it(7, None, 0));
        assert!(!is_worth_it(7, Some(7), 7), "the file has it");
        assert!(is_worth_it(1_500, Some(7), 600));
        assert!(!is_worth_it(1_700, Some(7), 600), "too much changes");
    }
}
