//! The table `settings`.

use crate::db::{Result, Transaction, sql};

/// Where the name of the workspace is.
pub(super) const NAME: &str = "name";

/// The name of the workspace; empty while it has none.
///
/// # Errors
/// When the database fails.
pub async fn name(transaction: &mut Transaction) -> Result<String> {
    Ok(value(transaction, NAME).await?.unwrap_or_default())
}

/// The value of a setting that was ever made.
pub(super) async fn value(transaction: &mut Transaction, key: &'static str) -> Result<Option<String>> {
    let row = transaction.optional(sql("select value from settings where key = $1").bind(key)).await?;
    Ok(row.map(|(value,)| value))
}

pub(super) async fn set(transaction: &mut Transaction, key: &'static str, value: &str) -> Result<()> {
    let text =
        "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
    transaction.execute(sql(text).bind(key).bind(value)).await.map(drop)
}
