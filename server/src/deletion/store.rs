//! The SQL of deleting users.

use crate::db::{Result, Transaction, sql};
use shared::time::Instant;

/// Every id that leads to these users.
pub(super) async fn identity_keys(transaction: &mut Transaction, user_ids: &[i64]) -> Result<Vec<String>> {
    let statement = sql("select identity_key from identities where user_id = any($1)").bind(user_ids.to_vec());
    let rows: Vec<(String,)> = transaction.all(statement).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Ids of users who were merged into these.
pub(super) async fn merged_ids(transaction: &mut Transaction, user_ids: &[i64]) -> Result<Vec<i64>> {
    let statement = sql("select merged_id from merged_users where user_id = any($1)").bind(user_ids.to_vec());
    let rows: Vec<(i64,)> = transaction.all(statement).await?;
    Ok(rows.into_iter().map(|(merged_id,)| merged_id).collect())
}

/// Texts that tell who somebody is.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Marks {
    pub(super) external_id: Option<String>,
    pub(super) anonymous_id: Option<String>,
    pub(super) email: Option<String>,
}

pub(super) async fn marks(transaction: &mut Transaction, user_ids: &[i64]) -> Result<Vec<Marks>> {
    let text = "select external_id, anonymous_id, email from users where user_id = any($1)";
    transaction.all(sql(text).bind(user_ids.to_vec())).await
}

/// Notes that the people of these digests are not to come back.
pub(super) async fn insert_tombstones(transaction: &mut Transaction, hashes: Vec<String>, at: Instant) -> Result<()> {
    let rows = hashes.into_iter().map(|hash| vec![hash.into(), at.0.into()]).collect();
    let insert = "insert into tombstones (identity_hash, at)";
    transaction.insert_many(insert, rows, "on conflict (identity_hash) do nothing").await
}

/// Deletes what could not be stored and is kept by one of these keys.
pub(crate) async fn delete_rejects(transaction: &mut Transaction, keys: Vec<String>) -> Result<()> {
    let text = "delete from ingest_rejects where identity_key = any($1)";
    transaction.execute(sql(text).bind(keys.clone())).await?;
    for text in [
        "delete from import_rejects where identity_key = any($1)",
        "delete from import_rejects where email_key = any($1)",
    ] {
        transaction.execute(sql(text).bind(keys.clone())).await?;
    }
    // What checks of drafts found holds values of users; it is found anew when it is asked for.
    transaction.execute(sql("update imports set report = null where report is not null")).await?;
    Ok(())
}

/// What clients sent and could not be stored: a thousand at the most.
pub(super) async fn reject_samples(transaction: &mut Transaction) -> Result<Vec<(i64, String)>> {
    transaction.all(sql("select reject_id, sample from ingest_rejects")).await
}

pub(super) async fn delete_rejects_by_id(transaction: &mut Transaction, reject_ids: Vec<i64>) -> Result<()> {
    if reject_ids.is_empty() {
        return Ok(());
    }
    transaction.execute(sql("delete from ingest_rejects where reject_id = any($1)").bind(reject_ids)).await?;
    Ok(())
}
