//! What is counted of the workspace.

use crate::db::{Result, Transaction, sql};

/// Events and interactions that are kept.
pub(super) async fn events(transaction: &mut Transaction) -> Result<i64> {
    let text = "select (select count(*) from events) + (select count(*) from interactions)";
    Ok(transaction.one::<(i64,)>(sql(text)).await?.0)
}

/// Jobs and imports that are under way.
pub(super) async fn under_way(transaction: &mut Transaction) -> Result<i64> {
    let text = "select (select count(*) from jobs where finished_at is null) \
                + (select count(*) from imports where status in ('checking', 'running'))";
    Ok(transaction.one::<(i64,)>(sql(text)).await?.0)
}
