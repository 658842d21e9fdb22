//! The task that works on imports, one after the other, and tells how far they are.
//!
//! Invariants: whoever works on an import has leased it, and looks in every transaction whether that still holds; an
//! import that somebody stopped is not gone on with; between two batches messages get their turn to be stored.

use super::{
    files::Files,
    store::{self, imports::Stored},
};
use crate::{
    changes::Changes,
    clock::Clock,
    db::{Database, Transaction},
    error::ApiResult,
    ids::IdSource,
};
use shared::{
    api::imports::{Import, ImportStatus},
    ids::ImportId,
    time::Instant,
};
use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, watch};

/// Between two looks for an import that another server left behind.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long a batch may take before another server takes the import over, in milliseconds.
pub(super) const LEASE: i64 = 15_000;
/// How often an import is tried that the database keeps from going on.
const TRIES: u32 = 5;
/// Imports that are told about.
const TOLD: usize = 16;
/// How long the file of a draft, or of an import that was stopped, is kept, in milliseconds: seven days.
const KEPT: i64 = 7 * 86_400_000;
/// After how long an import whose file is nowhere is given up, in milliseconds.
const LOST: i64 = 600_000;

/// The imports of this server. Cheap to clone.
#[derive(Clone)]
pub struct Imports(pub(super) Arc<Inner>);

pub(super) struct Inner {
    nudge: Notify,
    stopping: AtomicBool,
    /// The latest imports and how far they are.
    told: watch::Sender<VecDeque<Import>>,
    stopped: watch::Sender<bool>,
    pub(super) files: Files,
    most_bytes: u64,
}

pub(super) struct Runner {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) ids: Arc<IdSource>,
    pub(super) changes: Option<Changes>,
    pub(super) inner: Arc<Inner>,
    /// Names this server among those that share a database.
    pub(super) worker: String,
}

impl Imports {
    /// Imports whose files are in the data folder and have at most so many bytes. Nothing works on them yet.
    #[must_use]
    pub(super) fn at(data: &Path, most_bytes: u64) -> Self {
        Self(Arc::new(Inner {
            nudge: Notify::new(),
            stopping: AtomicBool::new(false),
            told: watch::Sender::new(VecDeque::new()),
            stopped: watch::Sender::new(false),
            files: Files::new(data),
            most_bytes,
        }))
    }

    /// Starts to work on imports, also on those that were left behind.
    #[must_use]
    pub fn start(
        database: Database,
        clock: Clock,
        ids: Arc<IdSource>,
        changes: Changes,
        data: &Path,
        most_bytes: u64,
    ) -> Self {
        let imports = Self::at(data, most_bytes);
        tokio::spawn(imports.runner(database, clock, ids, Some(changes)).run());
        imports
    }

    pub(super) fn runner(
        &self,
        database: Database,
        clock: Clock,
        ids: Arc<IdSource>,
        changes: Option<Changes>,
    ) -> Runner {
        let worker = hex::encode(rand::random::<[u8; 8]>());
        Runner { database, clock, ids, changes, inner: Arc::clone(&self.0), worker }
    }

    pub(super) fn files(&self) -> &Files {
        &self.0.files
    }

    pub(super) fn most_bytes(&self) -> u64 {
        self.0.most_bytes
    }

    /// An import is to be worked on, or not any more.
    pub(super) fn nudge(&self) {
        self.0.nudge.notify_one();
    }

    /// Tells those who follow how far an import is.
    pub(super) fn tell(&self, import: &Stored) {
        self.0.tell(import);
    }

    /// An import is no more.
    pub(super) fn forget(&self, import_id: ImportId) {
        self.0.told.send_modify(|told| told.retain(|known| known.import_id != import_id));
    }

    /// How far the latest imports are, the newest first, and every change of that.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<VecDeque<Import>> {
        self.0.told.subscribe()
    }

    /// Goes on with no import, after the batch that is under way. Another server may take over at once.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::Release);
        self.0.nudge.notify_one();
    }

    /// Ends when the batch that was under way is committed.
    pub async fn stopped(&self) {
        self.stop();
        // The sender lives as long as we do.
        let _ = self.0.stopped.subscribe().wait_for(|stopped| *stopped).await;
    }
}

impl Inner {
    pub(super) fn tell(&self, import: &Stored) {
        let import = import.told(self.files.has(import.import_id));
        self.told.send_if_modified(|told| {
            let known = told.iter_mut().find(|known| known.import_id == import.import_id);
            match known {
                Some(known) if *known == import => return false,
                Some(known) => *known = import,
                None => {
                    told.truncate(TOLD - 1);
                    told.push_front(import);
                }
            }
            true
        });
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }
}

impl Runner {
    async fn run(self) {
        let this = Arc::new(self);
        let (mut failures, mut is_tidy) = (0, false);
        while !this.inner.is_stopping() {
            let own = Arc::clone(&this);
            // In a task of its own, which alone ends when it panics.
            let outcome = tokio::spawn(async move { own.look().await }).await;
            match outcome {
                Ok(Ok(true)) => failures = 0,
                Ok(Ok(false)) => {
                    failures = 0;
                    if !is_tidy {
                        is_tidy = this.remove_outdated().await.is_ok();
                    }
                    // A nudge or the next look, whichever is first.
                    let _ = tokio::time::timeout(LOOK_EVERY, this.inner.nudge.notified()).await;
                }
                Ok(Err(_)) | Err(_) => {
                    failures += 1;
                    tracing::error!(failures, "an import could not go on");
                    if failures >= TRIES {
                        failures = 0;
                        this.give_up().await;
                    }
                    let _ = tokio::time::timeout(LOOK_EVERY, this.inner.nudge.notified()).await;
                }
            }
        }
        this.inner.stopped.send_replace(true);
    }

    /// Works on an import, if there is one to work on.
    async fn look(&self) -> ApiResult<bool> {
        let waiting = store::imports::under_way(&mut self.database.snapshot().await?).await?;
        for import in waiting {
            if let Some(import) = self.lease(&import).await? {
                self.work(import).await?;
                return Ok(true);
            }
            // Another server works on it: its progress is told here, too.
            self.inner.tell(&import);
        }
        Ok(false)
    }

    /// Takes an import; `None` while another server has it, or its file.
    pub(super) async fn lease(&self, waiting: &Stored) -> ApiResult<Option<Stored>> {
        let now = self.clock.now();
        let is_free = |import: &Stored| {
            import.act.is_some()
                && (self.is_mine(import) || import.leased_until <= now)
                && self.may_work_on(import, now)
        };
        if !is_free(waiting) {
            return Ok(None);
        }
        let mut transaction = self.database.write().await?;
        let import = store::imports::one(&mut transaction, waiting.import_id).await?;
        let Some(mut import) = import.filter(is_free) else { return Ok(None) };
        import.worker = Some(self.worker.clone());
        // What is to be found out before the first batch takes longer than one.
        import.leased_until = Instant(now.0 + LEASE * 8);
        store::imports::update(&mut transaction, &import).await?;
        transaction.commit().await?;
        self.inner.tell(&import);
        Ok(Some(import))
    }

    fn is_mine(&self, import: &Stored) -> bool {
        import.worker.as_ref() == Some(&self.worker)
    }

    /// The file may be in another server's folder; but not for ever.
    fn may_work_on(&self, import: &Stored, now: Instant) -> bool {
        let waits_since = import.leased_until.max(import.started.unwrap_or(import.created_at));
        import.act == Some(store::imports::Act::Revert)
            || self.inner.files.has(import.import_id)
            || now.0 - waits_since.0 > LOST
    }

    /// The import as it is now, in a transaction that is about to change it; `None` when it is not to be gone on with.
    pub(super) async fn current(&self, transaction: &mut Transaction, before: &Stored) -> ApiResult<Option<Stored>> {
        let current = store::imports::one(transaction, before.import_id).await?;
        Ok(current.filter(|import| self.is_mine(import) && import.act == before.act))
    }

    /// Writes how far an import is, and tells it.
    pub(super) async fn commit(&self, mut transaction: Transaction, mut import: Stored) -> ApiResult<Stored> {
        import.leased_until = Instant(self.clock.now().0 + LEASE);
        store::imports::update(&mut transaction, &import).await?;
        transaction.commit().await?;
        if let Some(changes) = &self.changes {
            changes.nudge();
        }
        self.inner.tell(&import);
        Ok(import)
    }

    /// Ends the import that failed again and again, so that the others get their turn.
    async fn give_up(&self) {
        let failed = async {
            let waiting = store::imports::under_way(&mut self.database.snapshot().await?).await?;
            if let Some(import) = waiting.into_iter().find(|import| self.is_mine(import)) {
                self.fail(&import, "The database could not do it. The server's log says more.".into()).await?;
            }
            Ok::<(), crate::error::ApiError>(())
        };
        if failed.await.is_err() {
            tracing::error!("an import that failed could not be ended; it is tried again");
        }
    }

    /// Removes files that nothing needs any more.
    async fn remove_outdated(&self) -> ApiResult<()> {
        let oldest = self.clock.now().0 - KEPT;
        for import_id in self.inner.files.all() {
            let import = store::imports::one(&mut self.database.snapshot().await?, import_id).await?;
            let is_needed = import.is_some_and(|import| match import.status {
                ImportStatus::Checking | ImportStatus::Running => true,
                ImportStatus::Draft => import.created_at.0 > oldest,
                ImportStatus::Cancelled | ImportStatus::Failed => import.finished.is_some_and(|at| at.0 > oldest),
                ImportStatus::Done | ImportStatus::Reverted => false,
            });
            // A file that is coming in belongs to no import yet.
            let is_new = crate::ids::id_at(Instant(self.clock.now().0 - 86_400_000), 0) < import_id.0;
            if !is_needed && !is_new {
                self.inner.files.remove(import_id);
            }
        }
        Ok(())
    }
}
