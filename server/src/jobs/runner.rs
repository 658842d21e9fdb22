//! The task that works on jobs, one after the other, and tells how far they are.
//!
//! Invariants: whoever works on a job has leased it, and looks in every transaction whether that still holds; a job
//! that somebody stopped is not gone on with; between two batches messages get their turn to be stored.

use super::{
    select::{self, Step},
    store::{self, jobs::Stored},
    work,
};
use crate::{
    access::{AuditEntry, record_audit},
    changes::Changes,
    clock::Clock,
    db::{self, Database, Transaction},
    error::{ApiError, ApiResult},
    ids::IdSource,
    index::Index,
};
use shared::{
    api::jobs::{Job, JobStatus},
    time::Instant,
};
use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, watch};

/// Between two looks for a job that another server left behind.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long a batch may take before another server takes the job over, in milliseconds. Finding the users takes longer.
const LEASE: i64 = 15_000;
/// How long a batch is to take: short, so that messages never wait for long.
const BATCH_TIME: Duration = Duration::from_millis(60);
/// How long it may take where it had to wait as long for its turn.
const LONGEST_BATCH: Duration = Duration::from_millis(400);
/// Users of a batch.
const BATCH: std::ops::RangeInclusive<usize> = 50..=10_000;
/// Users of a first batch.
const FIRST: usize = 500;
/// How often a job is tried that the database keeps from going on.
const TRIES: u32 = 5;
/// Jobs that are told about.
const TOLD: usize = 16;

/// The jobs of this server. Cheap to clone.
#[derive(Clone)]
pub struct Jobs(Arc<Inner>);

struct Inner {
    nudge: Notify,
    stopping: AtomicBool,
    /// The latest jobs and how far they are.
    told: watch::Sender<VecDeque<Job>>,
    stopped: watch::Sender<bool>,
}

struct Runner {
    database: Database,
    clock: Clock,
    ids: Arc<IdSource>,
    changes: Changes,
    index: Index,
    inner: Arc<Inner>,
    /// Names this server among those that share a database.
    worker: String,
}

impl Jobs {
    /// Starts to work on jobs, also on those that were left behind.
    #[must_use]
    pub fn start(database: Database, clock: Clock, ids: Arc<IdSource>, changes: Changes, index: Index) -> Self {
        let inner = Arc::new(Inner {
            nudge: Notify::new(),
            stopping: AtomicBool::new(false),
            told: watch::Sender::new(VecDeque::new()),
            stopped: watch::Sender::new(false),
        });
        let worker = hex::encode(rand::random::<[u8; 8]>());
        let runner = Runner { database, clock, ids, changes, index, inner: Arc::clone(&inner), worker };
        tokio::spawn(runner.run());
        Self(inner)
    }

    /// A job was asked for, or stopped.
    pub(super) fn nudge(&self) {
        self.0.nudge.notify_one();
    }

    /// Tells those who follow how far a job is.
    pub(super) fn tell(&self, job: Job) {
        self.0.tell(job);
    }

    /// How far the latest jobs are, the newest first, and every change of that.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<VecDeque<Job>> {
        self.0.told.subscribe()
    }

    /// Goes on with no job, after the batch that is under way. Another server may take over at once.
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
    fn tell(&self, job: Job) {
        self.told.send_if_modified(|told| {
            let known = told.iter_mut().find(|known| known.job_id == job.job_id);
            match known {
                Some(known) if *known == job => return false,
                Some(known) => *known = job,
                None => {
                    told.truncate(TOLD - 1);
                    told.push_front(job);
                }
            }
            true
        });
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }
}

/// What came of looking for something to do.
enum Found {
    Nothing,
    /// A job came to its end, or to a stop.
    Job,
}

/// What one transaction does.
enum Act<'a> {
    /// Notes some of the users.
    Note(Step<'a>),
    /// Does it to the next users.
    GoOn {
        /// So many at the most.
        most: usize,
    },
    /// Ends it, for this reason.
    Fail(String),
}

impl Runner {
    async fn run(self) {
        let this = Arc::new(self);
        let mut failures = 0;
        while !this.inner.is_stopping() {
            let own = Arc::clone(&this);
            // In a task of its own, which alone ends when it panics.
            let outcome = tokio::spawn(async move { own.look().await }).await;
            match outcome {
                Ok(Ok(Found::Job)) => failures = 0,
                Ok(Ok(Found::Nothing)) => {
                    failures = 0;
                    // A nudge or the next look, whichever is first.
                    let _ = tokio::time::timeout(LOOK_EVERY, this.inner.nudge.notified()).await;
                }
                Ok(Err(_)) | Err(_) => {
                    failures += 1;
                    tracing::error!(failures, "a job could not go on");
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

    /// Works on the job whose turn it is, if there is one.
    async fn look(&self) -> ApiResult<Found> {
        let Some(waiting) = store::jobs::next(&mut self.database.snapshot().await?).await? else {
            self.forget_outdated().await?;
            return Ok(Found::Nothing);
        };
        let Some(job) = self.lease(&waiting).await? else {
            // Another server works on it: its progress is told here, too.
            self.inner.tell(waiting.told(self.clock.now()));
            return Ok(Found::Nothing);
        };
        let job = match job.status {
            JobStatus::Queued => self.select(job).await?,
            JobStatus::Running | JobStatus::Done | JobStatus::Cancelled | JobStatus::Failed => Some(job),
        };
        if let Some(job) = job {
            self.work(job).await?;
        }
        Ok(Found::Job)
    }

    /// Takes a job; `None` while another server has it.
    async fn lease(&self, waiting: &Stored) -> ApiResult<Option<Stored>> {
        let now = self.clock.now();
        let is_mine = |job: &Stored| job.worker.as_ref() == Some(&self.worker) || job.leased_until <= now;
        if !is_mine(waiting) {
            return Ok(None);
        }
        let mut transaction = self.database.write().await?;
        let job = store::jobs::one(&mut transaction, waiting.job_id).await?;
        let Some(mut job) = job.filter(|job| !job.status.is_over() && is_mine(job)) else { return Ok(None) };
        job.worker = Some(self.worker.clone());
        job.leased_until = Instant(now.0 + LEASE + i64::try_from(select::LONGEST.as_millis()).unwrap_or(0));
        store::jobs::update(&mut transaction, &job).await?;
        transaction.commit().await?;
        self.inner.tell(job.told(now));
        Ok(Some(job))
    }

    /// Finds the job's users and notes them; `None` when it is not to go on.
    async fn select(&self, job: Stored) -> ApiResult<Option<Stored>> {
        let reading = self.index.read(&self.database, &self.changes, Some(select::LONGEST)).await?;
        let users = match select::found(reading, &job).await? {
            Ok(users) => users,
            Err(problem) => {
                self.batch(job, Act::Fail(problem)).await?;
                return Ok(None);
            }
        };
        let total = users.len() as u64;
        let mut steps = users.chunks(*BATCH.end()).peekable();
        let (mut job, mut is_first) = (Some(job), true);
        loop {
            // Without users there is one empty step.
            let user_ids = steps.next().unwrap_or_default();
            let is_last = steps.peek().is_none();
            let Some(before) = job else { return Ok(None) };
            let step = Step { user_ids, is_first, is_last, total };
            job = self.batch(before, Act::Note(step)).await?.map(|(job, _)| job);
            is_first = false;
            if is_last {
                return Ok(job);
            }
        }
    }

    /// Goes through the job's users.
    async fn work(&self, job: Stored) -> ApiResult<()> {
        let mut most = FIRST;
        let mut job = Some(job);
        while let Some(before) = job {
            job = self.batch(before, Act::GoOn { most }).await?.map(|(job, pace)| {
                most = next_size(most, pace);
                job
            });
        }
        Ok(())
    }

    /// One transaction of a job, with its place and numbers; `None` when the job is over, or not to go on here.
    async fn batch(&self, before: Stored, act: Act<'_>) -> ApiResult<Option<(Stored, Pace)>> {
        if before.status.is_over() {
            return Ok(None);
        }
        let asked = std::time::Instant::now();
        let mut transaction = self.database.write().await?;
        let (waited, began) = (asked.elapsed(), std::time::Instant::now());
        let now = self.clock.now();
        let current = store::jobs::one(&mut transaction, before.job_id).await?;
        let is_mine = |job: &Stored| job.worker.as_ref() == Some(&self.worker) && !job.status.is_over();
        let Some(current) = current.filter(is_mine) else { return Ok(None) };
        if self.inner.is_stopping() {
            // The next server need not wait.
            store::jobs::update(&mut transaction, &Stored { leased_until: Instant(0), ..current }).await?;
            transaction.commit().await?;
            return Ok(None);
        }
        let mut job = match act {
            Act::Note(step) => select::note(&mut transaction, current, step, now).await?,
            Act::GoOn { most } => work::go_on(&mut transaction, current, most, now).await?,
            Act::Fail(problem) => select::fail(&mut transaction, current, problem, now).await?,
        };
        job.leased_until = Instant(now.0 + LEASE);
        if job.status.is_over() {
            self.record_end(&mut transaction, &job, now).await?;
        }
        store::jobs::update(&mut transaction, &job).await?;
        transaction.commit().await?;
        self.changes.nudge();
        self.inner.tell(job.told(now));
        Ok(Some((job, Pace { waited, took: began.elapsed() })))
    }

    async fn record_end(&self, transaction: &mut Transaction, job: &Stored, now: Instant) -> db::Result<()> {
        let detail = serde_json::json!({ "job_id": job.job_id, "action": job.action, "status": job.status,
            "users": job.done, "changed": job.changed });
        let entry = AuditEntry { account_id: job.account_id, action: "job_ended", detail };
        record_audit(transaction, &self.ids, entry, now).await
    }

    /// Ends the job that failed again and again, so that the others get their turn.
    async fn give_up(&self) {
        let failed = async {
            let next = store::jobs::next(&mut self.database.snapshot().await?).await?;
            if let Some(job) = next.filter(|job| job.worker.as_ref() == Some(&self.worker)) {
                let problem = "The database could not do it. The server's log says more.";
                self.batch(job, Act::Fail(problem.into())).await?;
            }
            Ok::<(), ApiError>(())
        };
        if failed.await.is_err() {
            tracing::error!("a job that failed could not be ended; it is tried again");
        }
    }

    /// Forgets whom jobs changed that can be undone no more, a little at a time.
    async fn forget_outdated(&self) -> ApiResult<()> {
        let before = Instant(self.clock.now().0 - store::jobs::KEPT);
        let Some(job_id) = store::jobs::outdated(&mut self.database.snapshot().await?, before).await? else {
            return Ok(());
        };
        let mut transaction = self.database.write().await?;
        let most = i64::try_from(*BATCH.end()).unwrap_or(i64::MAX);
        let user_ids = store::users::behind(&mut transaction, job_id, i64::MIN, most).await?;
        store::users::delete(&mut transaction, job_id, user_ids).await?;
        Ok(transaction.commit().await?)
    }
}

/// How long a batch waited for its turn to write, and took from then on.
#[derive(Clone, Copy, Debug)]
struct Pace {
    waited: Duration,
    took: Duration,
}

/// How many users the next batch has, when one of `size` went at this pace.
fn next_size(size: usize, Pace { waited, took }: Pace) -> usize {
    // Where others write, too, the job gets about half of the time.
    let time = waited.clamp(BATCH_TIME, LONGEST_BATCH);
    let next = if took < time / 2 {
        size * 2
    } else if took > time {
        size / 2
    } else {
        size
    };
    next.clamp(*BATCH.start(), *BATCH.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_grow_while_they_are_quick_and_shrink_when_they_are_not() {
        let next = |size, took| next_size(size, Pace { waited: Duration::ZERO, took: Duration::from_millis(took) });
        assert_eq!(next(500, 10), 1_000);
        assert_eq!(next(500, 45), 500);
        assert_eq!(next(500, 90), 250);
        assert_eq!(next(9_000, 1), 10_000);
        assert_eq!(next(60, 900), 50);
    }

    #[test]
    fn a_batch_may_take_as_long_as_it_waited() {
        let next = |waited, took| {
            let [waited, took] = [waited, took].map(Duration::from_millis);
            next_size(500, Pace { waited, took })
        };
        assert_eq!(next(300, 90), 1_000);
        assert_eq!(next(300, 200), 500);
        assert_eq!(next(300, 350), 250);
        assert_eq!(next(5_000, 450), 250);
    }
}
