//! The table of jobs: each with how far it is, and which server works on it until when.

use crate::{
    db::{Error, Result, Transaction, sql},
    jobs::plan::Plan,
};
use shared::{
    api::jobs::{Job, JobAction, JobStatus},
    ids::{AccountId, JobId},
    time::Instant,
};

/// How long the users that a job changed are kept for its undo, in milliseconds: 30 days.
pub(in crate::jobs) const KEPT: i64 = 30 * 86_400_000;

#[derive(sqlx::FromRow)]
struct Row {
    job_id: i64,
    action: String,
    status: String,
    request: String,
    done: i64,
    total: i64,
    account_id: Option<i64>,
    created_at: i64,
    finished_at: Option<i64>,
    position: i64,
    changed: i64,
    problem: Option<String>,
    undone_at: Option<i64>,
    worker: Option<String>,
    leased_until: i64,
}

/// A job as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::jobs) struct Stored {
    pub(in crate::jobs) job_id: JobId,
    pub(in crate::jobs) action: JobAction,
    pub(in crate::jobs) status: JobStatus,
    pub(in crate::jobs) plan: Plan,
    pub(in crate::jobs) done: u64,
    pub(in crate::jobs) total: u64,
    pub(in crate::jobs) changed: u64,
    pub(in crate::jobs) account_id: Option<AccountId>,
    pub(in crate::jobs) created: Instant,
    pub(in crate::jobs) finished: Option<Instant>,
    pub(in crate::jobs) problem: Option<String>,
    /// The last user that it is through with.
    pub(in crate::jobs) position: i64,
    pub(in crate::jobs) undone: Option<Instant>,
    /// Who works on it, and until when nobody else may.
    pub(in crate::jobs) worker: Option<String>,
    pub(in crate::jobs) leased_until: Instant,
}

impl TryFrom<Row> for Stored {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        // Both are written by this file only.
        let unread = |what: &str| Error::Defect(sqlx::Error::Decode(format!("a job's {what} cannot be read").into()));
        Ok(Self {
            job_id: JobId(row.job_id),
            action: JobAction::from_word(&row.action).ok_or_else(|| unread("action"))?,
            status: JobStatus::from_word(&row.status).ok_or_else(|| unread("status"))?,
            plan: serde_json::from_str(&row.request).map_err(|_| unread("request"))?,
            done: row.done.unsigned_abs(),
            total: row.total.unsigned_abs(),
            changed: row.changed.unsigned_abs(),
            account_id: row.account_id.map(AccountId),
            created: Instant(row.created_at),
            finished: row.finished_at.map(Instant),
            problem: row.problem,
            position: row.position,
            undone: row.undone_at.map(Instant),
            worker: row.worker,
            leased_until: Instant(row.leased_until),
        })
    }
}

impl Stored {
    /// As clients see it.
    pub(in crate::jobs) fn told(&self, now: Instant) -> Job {
        let is_done = self.status == JobStatus::Done;
        Job {
            job_id: self.job_id,
            action: self.action,
            tag_id: self.plan.tag_id,
            status: self.status,
            done: self.done,
            total: self.total,
            changed: self.changed,
            can_undo: self.can_undo(now),
            problem: self.problem.clone(),
            result_url: (self.action == JobAction::Export && is_done).then(|| self.result_url()),
            created: self.created,
            finished: self.finished,
        }
    }

    /// Whether what it did can be taken back.
    pub(in crate::jobs) fn can_undo(&self, now: Instant) -> bool {
        let is_kept = self.finished.is_some_and(|finished| now.0 - finished.0 < KEPT);
        let may = match self.action {
            JobAction::Tag | JobAction::Untag => true,
            JobAction::Delete | JobAction::Export => false,
        };
        may && is_kept && self.changed > 0 && self.undone.is_none()
    }

    fn result_url(&self) -> String {
        let columns = self.plan.columns.as_ref().map(|columns| {
            let escaped = columns.bytes().map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b',' | b':' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            });
            format!("&columns={}", escaped.collect::<String>())
        });
        format!("/api/users/export?job={}{}", self.job_id, columns.unwrap_or_default())
    }
}

const COLUMNS: &str = "job_id, action, status, request, done, total, account_id, created_at, finished_at, position, \
                       changed, problem, undone_at, worker, leased_until";

/// A job.
pub(in crate::jobs) async fn one(transaction: &mut Transaction, job_id: JobId) -> Result<Option<Stored>> {
    let text = format!("select {COLUMNS} from jobs where job_id = $1");
    let row: Option<Row> = transaction.optional(crate::db::Sql::built(text).bind(job_id.0)).await?;
    row.map(Stored::try_from).transpose()
}

/// The job whose turn it is: the oldest that is not over.
pub(in crate::jobs) async fn next(transaction: &mut Transaction) -> Result<Option<Stored>> {
    let text = format!("select {COLUMNS} from jobs where status in ('queued', 'running') order by job_id limit 1");
    let row: Option<Row> = transaction.optional(crate::db::Sql::built(text)).await?;
    row.map(Stored::try_from).transpose()
}

/// A new job.
pub(in crate::jobs) async fn insert(transaction: &mut Transaction, job: &Stored) -> Result<()> {
    let text = "insert into jobs (job_id, action, status, request, done, total, account_id, created_at, position) \
                values ($1, $2, $3, $4, 0, $5, $6, $7, $8)";
    let insert = sql(text)
        .bind(job.job_id.0)
        .bind(job.action.word())
        .bind(job.status.word())
        .bind(plan_text(&job.plan))
        .bind(job.total.cast_signed())
        .bind(job.account_id.map(|account_id| account_id.0))
        .bind(job.created.0)
        .bind(job.position);
    transaction.execute(insert).await.map(|_| ())
}

fn plan_text(plan: &Plan) -> String {
    // Plain data always has a JSON.
    serde_json::to_string(plan).unwrap_or_default()
}

/// Writes how far a job is.
pub(in crate::jobs) async fn update(transaction: &mut Transaction, job: &Stored) -> Result<()> {
    let text = "update jobs set status = $2, request = $3, done = $4, total = $5, finished_at = $6, position = $7, \
                changed = $8, problem = $9, undone_at = $10, worker = $11, leased_until = $12 where job_id = $1";
    let update = sql(text)
        .bind(job.job_id.0)
        .bind(job.status.word())
        .bind(plan_text(&job.plan))
        .bind(job.done.cast_signed())
        .bind(job.total.cast_signed())
        .bind(job.finished.map(|finished| finished.0))
        .bind(job.position)
        .bind(job.changed.cast_signed())
        .bind(job.problem.clone())
        .bind(job.undone.map(|undone| undone.0))
        .bind(job.worker.clone())
        .bind(job.leased_until.0);
    transaction.execute(update).await.map(|_| ())
}

/// Jobs that ended before, whose users are still kept.
pub(in crate::jobs) async fn outdated(transaction: &mut Transaction, before: Instant) -> Result<Option<JobId>> {
    let text = "select job_id from jobs where finished_at < $1 and job_id in (select job_id from job_users) limit 1";
    Ok(transaction.optional::<(i64,)>(sql(text).bind(before.0)).await?.map(|(job_id,)| JobId(job_id)))
}
