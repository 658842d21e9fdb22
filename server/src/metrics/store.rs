//! What is under way, counted.

use crate::db::{Result, Transaction, sql};

/// Jobs that are not over, and imports that are checked, run or taken back.
pub(super) async fn under_way(transaction: &mut Transaction) -> Result<(i64, i64)> {
    let text = "select (select count(*) from jobs where finished_at is null), \
                (select count(*) from imports where act is not null)";
    transaction.one(sql(text)).await
}
