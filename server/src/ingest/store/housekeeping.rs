//! Forgetting what nobody needs any more.

use crate::db::{Result, Transaction, sql};
use shared::time::Instant;

/// Forgets some of the message ids from before `before`, and tells how many.
pub(in crate::ingest) async fn prune_messages(
    transaction: &mut Transaction,
    before: Instant,
    most: i64,
) -> Result<u64> {
    let text = "delete from messages where message_id in \
                (select message_id from messages where received_at < $1 order by received_at limit $2)";
    transaction.execute(sql(text).bind(before.0).bind(most)).await
}

/// Keeps the newest rejects only.
pub(in crate::ingest) async fn keep_newest_rejects(transaction: &mut Transaction, most: i64) -> Result<u64> {
    let text = "delete from ingest_rejects where reject_id < (select min(reject_id) from \
                (select reject_id from ingest_rejects order by reject_id desc limit $1) newest)";
    transaction.execute(sql(text).bind(most)).await
}
