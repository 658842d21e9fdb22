//! The keys that clients send.

use crate::db::{Result, Transaction, sql};
use shared::time::Instant;

/// A key that is not revoked.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::ingest) struct FoundKey {
    pub(in crate::ingest) key_id: i64,
    pub(in crate::ingest) kind: String,
}

pub(in crate::ingest) async fn find_key(snapshot: &mut Transaction, key_hash: String) -> Result<Option<FoundKey>> {
    let text = "select key_id, kind from api_keys where key_hash = $1 and revoked_at is null";
    snapshot.optional(sql(text).bind(key_hash)).await
}

pub(in crate::ingest) async fn mark_used(transaction: &mut Transaction, key_ids: Vec<i64>, at: Instant) -> Result<()> {
    let text = "update api_keys set last_used_at = $1 where key_id = any($2)";
    transaction.execute(sql(text).bind(at.0).bind(key_ids)).await?;
    Ok(())
}
