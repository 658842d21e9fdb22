//! Puts a population into a database.
//!
//! Invariants: all of it or nothing, in one transaction; the rows are the same on both databases; memory holds a few
//! thousand users at a time.

use super::{
    definitions::define,
    plan::Plan,
    progress::Progress,
    story::Writer,
    tables::{Batch, Table},
};
use crate::{
    changes::{Change, Topic, record},
    cli::CommandError,
    db::Database,
    ingest::{Digests, tombstone_key},
};
use tokio::sync::mpsc;

/// Values, counted as rows, that one batch holds; about 20 MB.
const ROWS_AT_ONCE: usize = 60_000;

/// How to load.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loading {
    /// Without indexes, which are made again at the end: worth it for many rows in an empty database.
    pub without_indexes: bool,
    /// Whether to show progress.
    pub shown: bool,
}

/// Loads the plan's population.
///
/// # Errors
/// When the database fails, or holds some of these people already.
pub(super) async fn populate(database: &Database, plan: &Plan, loading: Loading) -> Result<(), CommandError> {
    let mut progress = Progress::new(plan.users, loading.shown);
    let mut transaction = database.write().await?;
    let definitions = define(&mut transaction, plan).await?;
    let names: Vec<_> = Table::ALL.iter().map(|table| table.name()).collect();
    let rebuild = if loading.without_indexes { transaction.drop_indexes(&names).await? } else { Vec::new() };

    // One thread invents, another stores.
    let (sender, mut batches) = mpsc::channel(2);
    let key = tombstone_key(&mut transaction, rand::random()).await?;
    let writer = Writer::new(plan.now, definitions, Digests::new(&key));
    let inventing = tokio::task::spawn_blocking({
        let plan = plan.clone();
        move || invent(&plan, writer, &sender)
    });
    while let Some(batch) = batches.recv().await {
        let batch: Batch = batch;
        let users = batch.users;
        for (table, values) in batch.into_tables() {
            transaction.load(table.name(), table.columns(), values).await?;
        }
        progress.advance(users);
    }
    inventing.await?;

    for one in rebuild {
        progress.step(&format!("Building {}", one.name));
        transaction.rebuild(one).await?;
    }
    let users_delta = i64::try_from(plan.users)?;
    record(&mut transaction, plan.now, &Change { topic: Topic::Users, users_delta, user_ids: None }).await?;
    progress.step("Committing");
    transaction.commit().await?;
    progress.step("Analysing");
    database.analyze().await?;
    progress.finish();
    Ok(())
}

/// Sends batch after batch, until all users are sent or nobody takes them any more.
fn invent(plan: &Plan, mut writer: Writer, sender: &mpsc::Sender<Batch>) {
    let mut batch = Batch::default();
    for beginning in plan.beginnings() {
        writer.write(beginning, &mut batch);
        if batch.rows() >= ROWS_AT_ONCE && sender.blocking_send(std::mem::take(&mut batch)).is_err() {
            return;
        }
    }
    if batch.users > 0 {
        // The receiver goes only when loading failed, which it reports itself.
        let _ = sender.blocking_send(batch);
    }
}
