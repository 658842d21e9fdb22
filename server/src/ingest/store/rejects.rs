//! What clients sent and could not be stored.

use crate::{
    db::{Result, Transaction, Value, sql},
    ingest::message::Reject,
};
use shared::time::Instant;
use std::collections::HashMap;

/// Adds rejects to the list.
pub(in crate::ingest) async fn insert_rejects(
    transaction: &mut Transaction,
    rejects: &[&Reject],
    at: Instant,
    new_id: &(dyn Fn() -> i64 + Sync),
) -> Result<()> {
    let rows = rejects.iter().map(|reject| {
        let values: [Value; 6] = [
            new_id().into(),
            at.0.into(),
            reject.kind.into(),
            reject.reason.as_str().into(),
            reject.identity_keys.first().cloned().into(),
            reject.sample.as_str().into(),
        ];
        values.into()
    });
    let insert = "insert into ingest_rejects (reject_id, at, kind, reason, identity_key, sample)";
    transaction.insert_many(insert, rows.collect(), "").await
}

/// Counts messages about people who were deleted.
pub(in crate::ingest) async fn add_blocked(transaction: &mut Transaction, messages: usize) -> Result<()> {
    let stored: Option<(String,)> =
        transaction.optional(sql("select value from settings where key = 'ingest_blocked'")).await?;
    let before: u64 = stored.and_then(|(value,)| value.parse().ok()).unwrap_or(0);
    let text = "insert into settings (key, value) values ('ingest_blocked', $1) \
                on conflict (key) do update set value = excluded.value";
    transaction.execute(sql(text).bind((before + messages as u64).to_string())).await?;
    Ok(())
}

/// What could not be taken, as it is kept.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::ingest) struct RejectRow {
    pub(in crate::ingest) reject_id: i64,
    pub(in crate::ingest) at: i64,
    pub(in crate::ingest) kind: String,
    pub(in crate::ingest) reason: String,
    pub(in crate::ingest) sample: String,
}

/// The newest rejects, the newest first.
pub(in crate::ingest) async fn newest_rejects(snapshot: &mut Transaction, most: i64) -> Result<Vec<RejectRow>> {
    let text = "select reject_id, at, kind, reason, sample from ingest_rejects order by reject_id desc limit $1";
    snapshot.all(sql(text).bind(most)).await
}

/// The names of all keys by their ids.
pub(in crate::ingest) async fn key_names(snapshot: &mut Transaction) -> Result<HashMap<i64, String>> {
    let rows: Vec<(i64, String)> =
        snapshot.all(sql("select key_id, name from api_keys where revoked_at is null")).await?;
    Ok(rows.into_iter().collect())
}
