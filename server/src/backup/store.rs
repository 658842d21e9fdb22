//! The SQL of backups.

use crate::db::{Result, Sql, Table, Transaction, Value, sql};
use shared::time::Instant;
use std::collections::HashSet;

/// Every row of a table, its columns in their order.
pub(super) fn every_row(table: &Table) -> Sql {
    let columns: Vec<_> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    Sql::built(format!("select {} from {}", columns.join(", "), table.name))
}

/// Which of these tables have rows.
pub(super) async fn filled(transaction: &mut Transaction, tables: &[Table]) -> Result<Vec<String>> {
    let mut filled = Vec::new();
    for table in tables {
        let text = format!("select cast(1 as bigint) from {} limit 1", table.name);
        if transaction.optional::<(i64,)>(Sql::built(text)).await?.is_some() {
            filled.push(table.name.clone());
        }
    }
    Ok(filled)
}

/// Every tombstone, and when it was made.
pub(super) async fn tombstones(transaction: &mut Transaction) -> Result<Vec<(String, i64)>> {
    transaction.all(sql("select identity_hash, at from tombstones")).await
}

pub(super) async fn insert_tombstones(transaction: &mut Transaction, tombstones: &[(String, i64)]) -> Result<()> {
    let rows = tombstones.iter().map(|(hash, at)| vec![hash.as_str().into(), (*at).into()]).collect();
    let insert = "insert into tombstones (identity_hash, at)";
    transaction.insert_many(insert, rows, "on conflict (identity_hash) do nothing").await
}

/// Hands over every identity key with its user.
pub(super) async fn each_identity(
    transaction: &mut Transaction,
    mut take: impl FnMut(String, i64) + Send,
) -> Result<()> {
    let text = "select identity_key, user_id from identities";
    transaction.for_each(sql(text), |(key, user_id): (String, i64)| take(key, user_id)).await
}

/// Hands over the e-mail of every user who has one and no id of the product's.
pub(super) async fn each_email(transaction: &mut Transaction, mut take: impl FnMut(String, i64) + Send) -> Result<()> {
    let text = "select email, user_id from users where email is not null and external_id is null";
    transaction.for_each(sql(text), |(email, user_id): (String, i64)| take(email, user_id)).await
}

/// Hands over whom rejected messages and rows are about.
pub(super) async fn each_reject_key(transaction: &mut Transaction, mut take: impl FnMut(String) + Send) -> Result<()> {
    for text in [
        "select identity_key from ingest_rejects where identity_key is not null",
        "select identity_key from import_rejects where identity_key is not null",
        "select email_key from import_rejects where email_key is not null",
    ] {
        transaction.for_each(sql(text), |(key,): (String,)| take(key)).await?;
    }
    Ok(())
}

/// Which of these users have no id of the product's.
pub(super) async fn anonymous_among(transaction: &mut Transaction, user_ids: Vec<i64>) -> Result<HashSet<i64>> {
    let text = "select user_id from users where user_id = any($1) and external_id is null";
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(user_ids)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Deletes what is left of users who are gone, where the database did not do so along with them.
pub(super) async fn delete_rows_of(transaction: &mut Transaction, tables: &[Table], user_ids: &[i64]) -> Result<()> {
    let is_users = |table: &&Table| table.columns.iter().any(|(column, _)| column == "user_id");
    for table in tables.iter().filter(is_users) {
        let text = format!("delete from {} where user_id = any($1)", table.name);
        transaction.execute(Sql::built(text).bind(user_ids.to_vec())).await?;
    }
    Ok(())
}

/// Deletes rejected messages of which nobody can tell whose they are.
pub(super) async fn delete_nameless_rejects(transaction: &mut Transaction) -> Result<()> {
    transaction.execute(sql("delete from ingest_rejects where identity_key is null")).await.map(drop)
}

/// The latest sequence of changes; 0 before the first.
pub(super) async fn latest_sequence(transaction: &mut Transaction) -> Result<i64> {
    Ok(transaction.one::<(i64,)>(sql("select coalesce(max(sequence), 0) from changes")).await?.0)
}

/// Goes on behind both sequences, so that none comes twice, and names nobody in what came before: followers read
/// everything anew.
pub(super) async fn go_on_behind(transaction: &mut Transaction, sequence: i64, now: Instant) -> Result<()> {
    transaction
        .execute(sql(
            "update changes set user_ids = null, named_from = null, named_to = null where user_ids is not null",
        ))
        .await?;
    let last = latest_sequence(transaction).await?.max(sequence);
    let text =
        "insert into changes (sequence, at, topic, users_delta, user_ids) values ($1, $2, 'definitions', 0, null)";
    transaction.execute(sql(text).bind(last + 1).bind(now.0)).await.map(drop)
}

/// Loads rows: `values` follow each other row by row, in the order of `columns`.
pub(super) async fn load(transaction: &mut Transaction, table: &str, columns: &str, values: Vec<Value>) -> Result<()> {
    transaction.load(table, columns, values).await
}
