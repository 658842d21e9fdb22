//! What clients sent and could not be stored.

use crate::{
    db::{Result, Transaction, Value, sql},
    ingest::message::Reject,
};
use shared::time::Instant;

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
