//! What the runner does with an import: looks through its rows, applies them, or takes back what it did.

use super::{
    batch::{self, Work},
    feed::Feed,
    files::aside,
    parse::hash_of,
    read::{ReadError, Row, find_duplicates, open},
    report, revert,
    runner::Runner,
    start::record,
    store::{
        self,
        imports::{Act, Stored},
    },
};
use crate::{error::ApiResult, segments};
use shared::{
    api::imports::{ImportStatus, Report, Reverted},
    time::Instant,
};
use std::time::Duration;

/// How long a batch is to take: short, so that messages never wait for long.
const BATCH_TIME: Duration = Duration::from_millis(150);
/// Rows of a batch.
const BATCH: std::ops::RangeInclusive<usize> = 50..=4_000;
/// Rows of a first batch.
const FIRST: usize = 500;
/// Values of a batch: of rows with many columns it takes fewer.
const VALUES: usize = 40_000;
/// Between two notes of how far a check is.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// Why an import does not go on.
enum Stop {
    /// It is not to be gone on with, or not here.
    Quiet,
    /// It cannot go on; in a sentence.
    Failed(String),
}

impl Runner {
    /// Does what is under way, to its end or to a stop.
    pub(super) async fn work(&self, import: Stored) -> ApiResult<()> {
        let stop = match import.act {
            None => return Ok(()),
            Some(Act::Check) => self.check(&import).await?,
            Some(Act::Run) => self.run_rows(&import).await?,
            Some(Act::Revert) => self.take_back(import.clone()).await?,
        };
        match stop {
            Some(Stop::Failed(problem)) => self.fail(&import, problem).await,
            Some(Stop::Quiet) | None => Ok(()),
        }
    }

    /// What batches need, found out before the first.
    async fn prepare(&self, import: &Stored) -> ApiResult<Result<Work, Stop>> {
        let mut snapshot = self.database.snapshot().await?;
        let kinds = store::values::kinds(&mut snapshot).await?;
        let has_tag = match import.plan.options.tag_id {
            Some(tag_id) => store::tags::exists(&mut snapshot, tag_id).await?,
            None => true,
        };
        drop(snapshot);
        if !has_tag {
            return Ok(Err(Stop::Failed("The tag does not exist any more.".into())));
        }
        let course = match import.plan.course(&import.columns, &kinds) {
            Ok(course) => course,
            Err(problems) => {
                let first = problems.into_iter().next().map(|problem| problem.detail);
                return Ok(Err(Stop::Failed(first.unwrap_or_default())));
            }
        };
        let (path, format, looking) = (self.inner.files.path(import.import_id), import.plan.format, course.clone());
        let found =
            aside(move || find_duplicates(|| Ok(open(&path, format)?), |cells| hash_of(&looking, cells))).await?;
        let at = import.started.unwrap_or_else(|| self.clock.now());
        Ok(found
            .map(|duplicates| Work { import_id: import.import_id, course, duplicates, at })
            .map_err(|error| Stop::Failed(told(error))))
    }

    async fn check(&self, import: &Stored) -> ApiResult<Option<Stop>> {
        let work = match self.prepare(import).await? {
            Ok(work) => work,
            Err(stop) => return Ok(Some(stop)),
        };
        if !self.forget_rejects(import).await? {
            return Ok(Some(Stop::Quiet));
        }
        let mut feed = Feed::start(self.inner.files.path(import.import_id), import.plan.format, 0);
        let (mut found, mut done) = (Report::default(), 0);
        let mut noted = std::time::Instant::now();
        loop {
            let rows = match feed.next(most_rows(*BATCH.end(), &work)).await {
                Ok(rows) => rows,
                Err(error) => return Ok(Some(Stop::Failed(told(error)))),
            };
            if rows.is_empty() {
                break;
            }
            let mut snapshot = self.database.snapshot().await?;
            let wanted = report::MOST_SAMPLES.saturating_sub(found.samples.len());
            let came = batch::check(&mut snapshot, &self.ids, &work, &rows, wanted).await?;
            drop(snapshot);
            if came.counts.rejected > 0 && !self.note_rejects(import, &work, &rows, &came).await? {
                return Ok(Some(Stop::Quiet));
            }
            report::add(&mut found, came);
            done += rows.len() as u64;
            if noted.elapsed() > NOTE_EVERY {
                noted = std::time::Instant::now();
                if !self.note(import, |import| import.act_done = done).await? {
                    return Ok(Some(Stop::Quiet));
                }
            }
        }
        self.note(import, |import| {
            import.status = ImportStatus::Draft;
            import.act = None;
            import.act_done = done;
            import.report = Some(report::finished(found));
        })
        .await?;
        Ok(None)
    }

    /// Whatever was rejected before is found anew; false when the import is not to be gone on with.
    async fn forget_rejects(&self, import: &Stored) -> ApiResult<bool> {
        let mut transaction = self.database.write().await?;
        let is_ours = self.current(&mut transaction, import).await?.is_some();
        if is_ours {
            store::rejects::clear(&mut transaction, import.import_id.0).await?;
            transaction.commit().await?;
        }
        Ok(is_ours)
    }

    /// Keeps what a check rejects, to be downloaded before anything is changed; false as above.
    async fn note_rejects(&self, import: &Stored, work: &Work, rows: &[Row], came: &batch::Came) -> ApiResult<bool> {
        let mut transaction = self.database.write().await?;
        let is_ours = self.current(&mut transaction, import).await?.is_some();
        if is_ours {
            batch::save_rejects(&mut transaction, work, rows, &came.reasons).await?;
            transaction.commit().await?;
        }
        Ok(is_ours)
    }

    /// Changes what is noted of an import; false when it is not to be gone on with.
    async fn note(&self, import: &Stored, change: impl FnOnce(&mut Stored)) -> ApiResult<bool> {
        let mut transaction = self.database.write().await?;
        let Some(mut current) = self.current(&mut transaction, import).await? else { return Ok(false) };
        if self.inner.is_stopping() && current.act.is_some() {
            // The next server need not wait.
            current.leased_until = Instant(0);
            store::imports::update(&mut transaction, &current).await?;
            transaction.commit().await?;
            return Ok(false);
        }
        change(&mut current);
        self.commit(transaction, current).await?;
        Ok(true)
    }

    async fn run_rows(&self, import: &Stored) -> ApiResult<Option<Stop>> {
        let work = match self.prepare(import).await? {
            Ok(work) => work,
            Err(stop) => return Ok(Some(stop)),
        };
        // A check's rejects are not the run's: somebody may have come or gone since.
        if import.position == 0 && !self.forget_rejects(import).await? {
            return Ok(Some(Stop::Quiet));
        }
        let mut feed = Feed::start(self.inner.files.path(import.import_id), import.plan.format, import.position);
        let mut size = FIRST;
        loop {
            let rows = match feed.next(most_rows(size, &work)).await {
                Ok(rows) => rows,
                Err(error) => return Ok(Some(Stop::Failed(told(error)))),
            };
            if rows.is_empty() {
                return self.end(import).await.map(|()| None);
            }
            let began = std::time::Instant::now();
            if !self.run_batch(import, &work, &rows).await? {
                return Ok(Some(Stop::Quiet));
            }
            size = next_size(size, began.elapsed());
        }
    }

    /// One transaction of a run; false when it is not to be gone on with.
    async fn run_batch(&self, import: &Stored, work: &Work, rows: &[Row]) -> ApiResult<bool> {
        let now = self.clock.now();
        let mut transaction = self.database.write().await?;
        let Some(mut current) = self.current(&mut transaction, import).await? else { return Ok(false) };
        // The heads are row 1; whoever went on meanwhile has these rows behind them.
        let is_next = rows.first().is_some_and(|row| row.number == current.position + 2);
        if self.inner.is_stopping() || !is_next {
            current.leased_until = Instant(0);
            store::imports::update(&mut transaction, &current).await?;
            transaction.commit().await?;
            return Ok(false);
        }
        let came = batch::run(&mut transaction, &self.ids, work, rows, now).await?;
        current.position += rows.len() as u64;
        current.counts = current.counts.plus(came.counts);
        self.commit(transaction, current).await?;
        Ok(true)
    }

    async fn end(&self, import: &Stored) -> ApiResult<()> {
        let now = self.clock.now();
        let mut transaction = self.database.write().await?;
        let Some(mut current) = self.current(&mut transaction, import).await? else { return Ok(()) };
        current.status = ImportStatus::Done;
        current.act = None;
        current.finished = Some(now);
        if current.plan.options.create_segment && current.segment_id.is_none() {
            let (import_id, name) = (current.import_id, &current.name);
            let made =
                segments::create_of_import(&mut transaction, &self.ids, import_id, name, current.account_id, now);
            current.segment_id = Some(made.await?);
        }
        record(&mut transaction, &self.ids, &current, "import_ended", None, now).await?;
        self.commit(transaction, current).await?;
        self.inner.files.remove(import.import_id);
        Ok(())
    }

    async fn take_back(&self, import: Stored) -> ApiResult<Option<Stop>> {
        let mut size = FIRST;
        loop {
            let began = std::time::Instant::now();
            let now = self.clock.now();
            let mut transaction = self.database.write().await?;
            let Some(mut current) = self.current(&mut transaction, &import).await? else {
                return Ok(Some(Stop::Quiet));
            };
            if self.inner.is_stopping() {
                current.leased_until = Instant(0);
                store::imports::update(&mut transaction, &current).await?;
                transaction.commit().await?;
                return Ok(Some(Stop::Quiet));
            }
            let (users, came) = revert::some(&mut transaction, &self.ids, &current, size, now).await?;
            let before = current.reverted.unwrap_or_default();
            current.reverted = Some(Reverted {
                removed: before.removed + came.removed,
                kept: before.kept + came.kept,
                restored: before.restored + came.restored,
            });
            current.act_done += users as u64;
            let is_over = users < size;
            if is_over {
                current.status = ImportStatus::Reverted;
                current.act = None;
                current.finished = Some(now);
                record(&mut transaction, &self.ids, &current, "import_reverted", None, now).await?;
            }
            self.commit(transaction, current).await?;
            if is_over {
                self.inner.files.remove(import.import_id);
                return Ok(None);
            }
            size = next_size(size, began.elapsed());
        }
    }

    /// Ends an import that cannot go on. A draft that cannot be checked stays one.
    pub(super) async fn fail(&self, import: &Stored, problem: String) -> ApiResult<()> {
        let now = self.clock.now();
        let mut transaction = self.database.write().await?;
        let Some(mut current) = self.current(&mut transaction, import).await? else { return Ok(()) };
        match current.act {
            Some(Act::Check) | None => current.status = ImportStatus::Draft,
            Some(Act::Run | Act::Revert) => {
                current.status = ImportStatus::Failed;
                current.finished = Some(now);
            }
        }
        current.act = None;
        current.problem = Some(problem);
        record(&mut transaction, &self.ids, &current, "import_failed", None, now).await?;
        self.commit(transaction, current).await?;
        Ok(())
    }
}

fn told(error: ReadError) -> String {
    match error {
        ReadError::File(detail) => detail,
        ReadError::Disk(error) => {
            tracing::error!(%error, "the file of an import cannot be read");
            "The file cannot be read any more.".into()
        }
    }
}

/// Rows of a batch, fewer where they have many values.
fn most_rows(size: usize, work: &Work) -> usize {
    size.min(VALUES / work.course.targets.len().max(1)).max(1)
}

/// How many rows the next batch has, when one of `size` took this long.
fn next_size(size: usize, took: Duration) -> usize {
    let next = if took < BATCH_TIME / 2 {
        size * 2
    } else if took > BATCH_TIME {
        size / 2
    } else {
        size
    };
    next.clamp(*BATCH.start(), *BATCH.end())
}
