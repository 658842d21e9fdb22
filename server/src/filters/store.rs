//! The table `filters`.

use crate::db::{Result, Transaction, sql};
use shared::time::Instant;

pub(super) async fn one(snapshot: &mut Transaction, filter_id: &str) -> Result<Option<String>> {
    let statement = sql("select filter from filters where filter_id = $1").bind(filter_id);
    Ok(snapshot.optional::<(String,)>(statement).await?.map(|(filter,)| filter))
}

pub(super) async fn insert(transaction: &mut Transaction, filter_id: &str, filter: &str, now: Instant) -> Result<()> {
    let text = "insert into filters (filter_id, filter, created_at) values ($1, $2, $3) \
                on conflict (filter_id) do nothing";
    transaction.execute(sql(text).bind(filter_id).bind(filter).bind(now.0)).await.map(drop)
}
