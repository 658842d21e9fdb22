//! The table of imports: each with how far it is, and which server works on it until when.

use crate::{
    db::{Error, Result, Sql, Transaction, sql},
    imports::plan::Plan,
};
use shared::{
    api::imports::{Column, Import, ImportStatus, Report, Reverted},
    ids::{AccountId, ImportId, SegmentId},
    time::Instant,
};

/// What is done to an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::imports) enum Act {
    /// It is looked through, and nothing is changed.
    Check,
    /// Its rows are applied.
    Run,
    /// What it did is taken back.
    Revert,
}

impl Act {
    const ALL: [Self; 3] = [Self::Check, Self::Run, Self::Revert];

    pub(in crate::imports) fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Run => "run",
            Self::Revert => "revert",
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    import_id: i64,
    name: String,
    file: String,
    status: String,
    plan: String,
    columns: String,
    position: i64,
    row_count: Option<i64>,
    created: i64,
    updated: i64,
    unchanged: i64,
    skipped: i64,
    rejected: i64,
    account_id: Option<i64>,
    account_name: Option<String>,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    created_at: i64,
    act: Option<String>,
    act_done: i64,
    problem: Option<String>,
    report: Option<String>,
    reverted: Option<String>,
    segment_id: Option<i64>,
    worker: Option<String>,
    leased_until: i64,
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::imports) struct Counts {
    pub(in crate::imports) created: u64,
    pub(in crate::imports) updated: u64,
    pub(in crate::imports) unchanged: u64,
    pub(in crate::imports) skipped: u64,
    pub(in crate::imports) rejected: u64,
}

/// An import as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::imports) struct Stored {
    pub(in crate::imports) import_id: ImportId,
    pub(in crate::imports) name: String,
    pub(in crate::imports) file: String,
    pub(in crate::imports) status: ImportStatus,
    pub(in crate::imports) plan: Plan,
    /// Without samples.
    pub(in crate::imports) columns: Vec<Column>,
    /// Rows that a run is through with.
    pub(in crate::imports) position: u64,
    pub(in crate::imports) rows: u64,
    pub(in crate::imports) counts: Counts,
    pub(in crate::imports) account_id: Option<AccountId>,
    pub(in crate::imports) by: Option<String>,
    pub(in crate::imports) started: Option<Instant>,
    pub(in crate::imports) finished: Option<Instant>,
    pub(in crate::imports) created_at: Instant,
    pub(in crate::imports) act: Option<Act>,
    pub(in crate::imports) act_done: u64,
    pub(in crate::imports) problem: Option<String>,
    pub(in crate::imports) report: Option<Report>,
    pub(in crate::imports) reverted: Option<Reverted>,
    pub(in crate::imports) segment_id: Option<SegmentId>,
    pub(in crate::imports) worker: Option<String>,
    pub(in crate::imports) leased_until: Instant,
}

impl TryFrom<Row> for Stored {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        // All are written by this file only.
        let unread =
            |what: &str| Error::Defect(sqlx::Error::Decode(format!("an import's {what} cannot be read").into()));
        let act = row.act.map(|word| Act::ALL.into_iter().find(|act| act.word() == word).ok_or_else(|| unread("act")));
        Ok(Self {
            import_id: ImportId(row.import_id),
            name: row.name,
            file: row.file,
            status: ImportStatus::from_word(&row.status).ok_or_else(|| unread("status"))?,
            plan: serde_json::from_str(&row.plan).map_err(|_| unread("plan"))?,
            columns: serde_json::from_str(&row.columns).map_err(|_| unread("columns"))?,
            position: row.position.unsigned_abs(),
            rows: row.row_count.unwrap_or(0).unsigned_abs(),
            counts: Counts {
                created: row.created.unsigned_abs(),
                updated: row.updated.unsigned_abs(),
                unchanged: row.unchanged.unsigned_abs(),
                skipped: row.skipped.unsigned_abs(),
                rejected: row.rejected.unsigned_abs(),
            },
            account_id: row.account_id.map(AccountId),
            by: row.account_name,
            started: row.started_at.map(Instant),
            finished: row.finished_at.map(Instant),
            created_at: Instant(row.created_at),
            act: act.transpose()?,
            act_done: row.act_done.unsigned_abs(),
            problem: row.problem,
            report: row.report.and_then(|report| serde_json::from_str(&report).ok()),
            reverted: row.reverted.and_then(|reverted| serde_json::from_str(&reverted).ok()),
            segment_id: row.segment_id.map(SegmentId),
            worker: row.worker,
            leased_until: Instant(row.leased_until),
        })
    }
}

impl Stored {
    /// As clients see it. `has_file` where its file is still there.
    pub(in crate::imports) fn told(&self, has_file: bool) -> Import {
        let is_stopped = match self.status {
            ImportStatus::Draft | ImportStatus::Cancelled | ImportStatus::Failed => true,
            ImportStatus::Checking | ImportStatus::Running | ImportStatus::Done | ImportStatus::Reverted => false,
        };
        let done = match self.act {
            Some(Act::Check | Act::Revert) => self.act_done,
            Some(Act::Run) | None => self.position,
        };
        Import {
            import_id: self.import_id,
            name: self.name.clone(),
            file: self.file.clone(),
            status: self.status,
            reverting: self.act == Some(Act::Revert),
            rows: self.rows,
            done,
            created: self.counts.created,
            updated: self.counts.updated,
            unchanged: self.counts.unchanged,
            skipped: self.counts.skipped,
            rejected: self.counts.rejected,
            format: self.plan.format,
            columns: self.columns.clone(),
            identify_by: self.plan.identify_by.clone(),
            mapping: self.plan.mapping.clone(),
            options: self.plan.options.clone(),
            check: self.report.clone(),
            revert: self.reverted,
            segment_id: self.segment_id,
            problem: self.problem.clone(),
            can_run: is_stopped && has_file && self.reverted.is_none(),
            can_revert: self.can_revert(),
            by: self.by.clone(),
            created_at: self.created_at,
            started: self.started,
            finished: self.finished,
        }
    }

    /// Whether it did something that can be taken back.
    pub(in crate::imports) fn can_revert(&self) -> bool {
        let is_over = match self.status {
            ImportStatus::Done | ImportStatus::Cancelled | ImportStatus::Failed => true,
            ImportStatus::Draft | ImportStatus::Checking | ImportStatus::Running | ImportStatus::Reverted => false,
        };
        is_over && self.started.is_some() && self.counts.created + self.counts.updated > 0
    }
}

const COLUMNS: &str = "import_id, imports.name, file, status, plan, columns, position, row_count, created, updated, \
    unchanged, skipped, rejected, imports.account_id, accounts.name as account_name, started_at, finished_at, \
    imports.created_at, act, act_done, problem, report, reverted, segment_id, worker, leased_until \
    from imports left join accounts on accounts.account_id = imports.account_id";

fn select(tail: &str) -> Sql {
    Sql::built(format!("select {COLUMNS} {tail}"))
}

async fn read(transaction: &mut Transaction, statement: Sql) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = transaction.all(statement).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// An import.
pub(in crate::imports) async fn one(transaction: &mut Transaction, import_id: ImportId) -> Result<Option<Stored>> {
    Ok(read(transaction, select("where import_id = $1").bind(import_id.0)).await?.pop())
}

/// Imports, the newest first.
pub(in crate::imports) async fn all(snapshot: &mut Transaction, most: i64) -> Result<Vec<Stored>> {
    read(snapshot, select("order by imports.created_at desc, import_id desc limit $1").bind(most)).await
}

/// Those that a server is to work on, the oldest first.
pub(in crate::imports) async fn under_way(snapshot: &mut Transaction) -> Result<Vec<Stored>> {
    read(snapshot, select("where act is not null order by import_id")).await
}

/// A new import.
pub(in crate::imports) async fn insert(transaction: &mut Transaction, import: &Stored) -> Result<()> {
    let text = "insert into imports (import_id, name, file, status, plan, columns, position, row_count, created, \
                updated, unchanged, skipped, rejected, account_id, created_at) \
                values ($1, $2, $3, $4, $5, $6, 0, $7, 0, 0, 0, 0, 0, $8, $9)";
    let insert = sql(text)
        .bind(import.import_id.0)
        .bind(import.name.clone())
        .bind(import.file.clone())
        .bind(import.status.word())
        .bind(json(&import.plan))
        .bind(json(&import.columns))
        .bind(import.rows.cast_signed())
        .bind(import.account_id.map(|account_id| account_id.0))
        .bind(import.created_at.0);
    transaction.execute(insert).await.map(drop)
}

fn json(value: &impl serde::Serialize) -> String {
    // Plain data always has a JSON.
    serde_json::to_string(value).unwrap_or_default()
}

/// Writes everything that may change of an import.
pub(in crate::imports) async fn update(transaction: &mut Transaction, import: &Stored) -> Result<()> {
    let text = "update imports set name = $2, status = $3, plan = $4, position = $5, created = $6, updated = $7, \
                unchanged = $8, skipped = $9, rejected = $10, started_at = $11, finished_at = $12, act = $13, \
                act_done = $14, problem = $15, report = $16, reverted = $17, segment_id = $18, worker = $19, \
                leased_until = $20 where import_id = $1";
    let update = sql(text)
        .bind(import.import_id.0)
        .bind(import.name.clone())
        .bind(import.status.word())
        .bind(json(&import.plan))
        .bind(import.position.cast_signed())
        .bind(import.counts.created.cast_signed())
        .bind(import.counts.updated.cast_signed())
        .bind(import.counts.unchanged.cast_signed())
        .bind(import.counts.skipped.cast_signed())
        .bind(import.counts.rejected.cast_signed())
        .bind(import.started.map(|at| at.0))
        .bind(import.finished.map(|at| at.0))
        .bind(import.act.map(Act::word))
        .bind(import.act_done.cast_signed())
        .bind(import.problem.clone())
        .bind(import.report.as_ref().map(json))
        .bind(import.reverted.as_ref().map(json))
        .bind(import.segment_id.map(|segment_id| segment_id.0))
        .bind(import.worker.clone())
        .bind(import.leased_until.0);
    transaction.execute(update).await.map(drop)
}

/// Writes what was found in the file by another look at it.
pub(in crate::imports) async fn update_found(transaction: &mut Transaction, import: &Stored) -> Result<()> {
    let update = sql("update imports set columns = $2, row_count = $3 where import_id = $1")
        .bind(import.import_id.0)
        .bind(json(&import.columns))
        .bind(import.rows.cast_signed());
    transaction.execute(update).await.map(drop)
}

/// Removes a draft.
pub(in crate::imports) async fn delete(transaction: &mut Transaction, import_id: ImportId) -> Result<()> {
    transaction.execute(sql("delete from imports where import_id = $1").bind(import_id.0)).await.map(drop)
}
