//! Backups that a running server makes by itself: every so many hours, into a folder, the newest few kept.
//!
//! Invariants: only files whose names this schedule gave are ever removed, and none before a newer one is whole; a backup
//! that fails is told in the log and tried again, and never stops the server.

use super::{
    error::Result,
    write::{UNFINISHED, Written, write_backup},
};
use crate::{clock::Clock, config::ServeOptions, db::Database};
use jiff::{Timestamp, civil::DateTime, fmt::strtime, tz::TimeZone};
use shared::time::Instant;
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, task::JoinHandle};

/// When a backup that failed is tried again.
const AGAIN: Duration = Duration::from_secs(300);

/// Longest sleep: a machine's clock may be set, and the machine may sleep itself.
const LOOK: Duration = Duration::from_secs(60);

/// How backups are called: `rollcall-20261130T201500Z.backup`, by the time in UTC.
const NAME: &str = "rollcall-%Y%m%dT%H%M%SZ.backup";

/// What the operator asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    folder: PathBuf,
    every: Duration,
    keep: usize,
}

impl Schedule {
    /// The schedule that the options name, if they do.
    #[must_use]
    pub fn of(options: &ServeOptions) -> Option<Self> {
        let folder = options.backup_folder.clone()?;
        let every = Duration::from_secs(u64::from(options.backup_every) * 3_600);
        Some(Self { folder, every, keep: options.backup_keep as usize })
    }

    /// Makes one backup and removes those that are too many.
    async fn run(&self, database: &Database, now: Instant, stop: &Arc<AtomicBool>) -> Result<Written> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        let file = self.folder.join(name(now));
        let began = std::time::Instant::now();
        let written = write_backup(database, &file, now, rand::random(), stop).await?;
        let (rows, bytes, milliseconds) = (written.rows(), written.bytes, began.elapsed().as_millis());
        tracing::info!(file = %file.display(), rows, bytes, milliseconds, "backed up");
        for surplus in surplus(names(&self.folder)?, self.keep) {
            std::fs::remove_file(self.folder.join(&surplus))?;
            tracing::info!(file = %self.folder.join(surplus).display(), "an old backup was removed");
        }
        Ok(written)
    }

    /// How long until the next is due.
    fn wait(&self, now: Instant) -> Result<Duration> {
        let latest = match names(&self.folder) {
            // One from the future is of a clock that was wrong.
            Ok(names) => names.iter().filter_map(|name| made(name)).filter(|made| *made <= now).max(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let Some(latest) = latest else { return Ok(Duration::ZERO) };
        let age = Duration::from_millis((now.0 - latest.0).unsigned_abs());
        Ok(self.every.saturating_sub(age))
    }
}

/// The task that makes backups.
#[derive(Debug)]
pub struct Backups {
    stop: Arc<AtomicBool>,
    woken: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Backups {
    /// Starts it. What an earlier process did not finish is removed.
    #[must_use]
    pub fn start(database: Database, clock: Clock, schedule: Schedule) -> Self {
        let (stop, woken) = (Arc::new(AtomicBool::new(false)), Arc::new(Notify::new()));
        let task = tokio::spawn(run(database, clock, schedule, Arc::clone(&stop), Arc::clone(&woken)));
        Self { stop, woken, task }
    }

    /// What tells it to stop: a backup that is being made is given up.
    pub fn stopper(&self) -> impl FnOnce() + Send + 'static {
        let (stop, woken) = (Arc::clone(&self.stop), Arc::clone(&self.woken));
        move || {
            stop.store(true, Ordering::Relaxed);
            woken.notify_one();
        }
    }

    /// Waits until it has stopped.
    pub async fn stopped(self) {
        // A task that panicked has stopped as well, and said why.
        let _ = self.task.await;
    }
}

async fn run(database: Database, clock: Clock, schedule: Schedule, stop: Arc<AtomicBool>, woken: Arc<Notify>) {
    remove_unfinished(&schedule.folder);
    while !stop.load(Ordering::Relaxed) {
        let wait = match schedule.wait(clock.now()) {
            Ok(Duration::ZERO) => schedule.run(&database, clock.now(), &stop).await.map(|_| schedule.every),
            Ok(wait) => Ok(wait),
            Err(error) => Err(error),
        };
        let wait = wait.map(|wait| wait.min(LOOK)).unwrap_or_else(|error| {
            if !stop.load(Ordering::Relaxed) {
                let folder = schedule.folder.display();
                tracing::error!(%folder, error = &error as &dyn std::error::Error, "there is no new backup");
            }
            AGAIN
        });
        let _ = tokio::time::timeout(wait, woken.notified()).await;
    }
}

fn name(at: Instant) -> String {
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
    strtime::format(NAME, &at.to_zoned(TimeZone::UTC)).unwrap_or_default()
}

fn made(name: &str) -> Option<Instant> {
    let at = DateTime::strptime(NAME, name).ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(Instant(at.timestamp().as_millisecond())).filter(|at| self::name(*at) == name)
}

/// The files of this schedule in a folder.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries: Vec<_> = std::fs::read_dir(folder)?.collect::<std::io::Result<_>>()?;
    let names = entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok());
    Ok(names.filter(|name| made(name).is_some()).collect())
}

/// All but the newest.
fn surplus(mut names: Vec<String>, keep: usize) -> Vec<String> {
    names.sort_unstable();
    names.truncate(names.len().saturating_sub(keep));
    names
}

fn remove_unfinished(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let finished = name.to_str().and_then(|name| name.strip_suffix(UNFINISHED)?.rsplit_once('.'));
        if finished.is_some_and(|(finished, _)| made(finished).is_some()) {
            // What cannot be removed is in nobody's way.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Instant = Instant(1_795_608_000_000);

    #[test]
    fn names_tell_when() {
        assert_eq!(name(NOON), "rollcall-20261125T120000Z.backup");
        assert_eq!(made("rollcall-20261125T120000Z.backup"), Some(NOON));
        for other in [
            "rollcall-20261125T120000Z.backup.1.unfinished",
            "rollcall.backup",
            "rollcall-20261325T120000Z.backup",
            "x",
        ] {
            assert_eq!(made(other), None, "{other}");
        }
    }

    #[test]
    fn the_newest_are_kept() {
        let names =
            |hours: &[i64]| hours.iter().map(|hour| name(Instant(NOON.0 + hour * 3_600_000))).collect::<Vec<_>>();
        assert_eq!(surplus(names(&[3, 1, 2, 0]), 2), names(&[0, 1]));
        assert_eq!(surplus(names(&[3, 1]), 2), Vec::<String>::new());
        assert_eq!(surplus(Vec::new(), 2), Vec::<String>::new());
    }

    #[test]
    fn the_next_is_due_by_the_age_of_the_latest() {
        let folder = tempfile::tempdir().unwrap();
        let schedule =
            Schedule { folder: folder.path().join("backups"), every: Duration::from_secs(6 * 3_600), keep: 2 };
        let wait = |now: Instant| schedule.wait(now).unwrap().as_secs() / 3_600;
        assert_eq!(wait(NOON), 0, "there is no folder yet");
        std::fs::create_dir(&schedule.folder).unwrap();
        std::fs::write(schedule.folder.join("rollcall-99991231T120000Z.txt"), "").unwrap();
        assert_eq!(wait(NOON), 0);
        std::fs::write(schedule.folder.join(name(NOON)), "").unwrap();
        std::fs::write(schedule.folder.join(name(Instant(NOON.0 - 3_600_000))), "").unwrap();
        let later = |hours: i64| Instant(NOON.0 + hours * 3_600_000);
        assert_eq!([wait(NOON), wait(later(2)), wait(later(6)), wait(later(60)), wait(later(-99))], [6, 4, 0, 0, 0]);
    }

    #[test]
    fn what_was_not_finished_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let kept = [name(NOON), "other.unfinished".into(), "notes.txt".into()];
        let gone = format!("{}.00ff{UNFINISHED}", name(NOON));
        for file in kept.iter().chain([&gone]) {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        remove_unfinished(folder.path());
        assert!(kept.iter().all(|file| folder.path().join(file).exists()));
        assert!(!folder.path().join(gone).exists());
    }
}
