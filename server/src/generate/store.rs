//! The SQL of populations.

use crate::db::{Database, Result, Sql, Transaction, Value, sql};
use std::collections::HashMap;

type Rows = Vec<Vec<Value>>;

/// Whether there is any user.
pub(super) async fn has_users(database: &Database) -> Result<bool> {
    let mut snapshot = database.snapshot().await?;
    Ok(snapshot.optional::<(i64,)>(sql("select user_id from users limit 1")).await?.is_some())
}

pub(super) async fn insert_attributes(transaction: &mut Transaction, rows: Rows) -> Result<()> {
    let insert = "insert into attributes (attribute_id, key, name, kind, hidden, created_at)";
    transaction.insert_many(insert, rows, "on conflict (key) do nothing").await
}

pub(super) async fn insert_event_names(transaction: &mut Transaction, rows: Rows) -> Result<()> {
    let insert = "insert into event_names (event_name_id, name, created_at)";
    transaction.insert_many(insert, rows, "on conflict (name) do nothing").await
}

pub(super) async fn insert_experiences(transaction: &mut Transaction, rows: Rows) -> Result<()> {
    let insert = "insert into experiences (experience_key, experience_id, name, kind, steps, created_at)";
    transaction.insert_many(insert, rows, "on conflict (experience_id) do nothing").await
}

pub(super) async fn insert_tags(transaction: &mut Transaction, rows: Rows) -> Result<()> {
    let insert = "insert into tags (tag_id, name, name_key, color, created_at)";
    transaction.insert_many(insert, rows, "on conflict (name_key) do nothing").await
}

pub(super) async fn insert_questions(transaction: &mut Transaction, rows: Rows) -> Result<()> {
    let insert = "insert into questions (question_key, experience_key, question_id, question, kind, created_at)";
    transaction.insert_many(insert, rows, "on conflict (experience_key, question_id) do nothing").await
}

pub(super) async fn insert_question_options(transaction: &mut Transaction, rows: Rows) -> Result<()> {
    let insert = "insert into question_options (question_key, position, option)";
    transaction.insert_many(insert, rows, "on conflict (question_key, position) do nothing").await
}

/// Id, key and kind of every attribute.
pub(super) async fn attributes(transaction: &mut Transaction) -> Result<Vec<(i64, String, String)>> {
    transaction.all(sql("select attribute_id, key, kind from attributes")).await
}

pub(super) async fn event_names(transaction: &mut Transaction) -> Result<HashMap<String, i64>> {
    by_name(transaction, sql("select name, event_name_id from event_names")).await
}

pub(super) async fn experiences(transaction: &mut Transaction) -> Result<HashMap<String, i64>> {
    by_name(transaction, sql("select experience_id, experience_key from experiences")).await
}

pub(super) async fn tags(transaction: &mut Transaction) -> Result<HashMap<String, i64>> {
    by_name(transaction, sql("select name_key, tag_id from tags")).await
}

async fn by_name(transaction: &mut Transaction, statement: Sql) -> Result<HashMap<String, i64>> {
    Ok(transaction.all::<(String, i64)>(statement).await?.into_iter().collect())
}

/// Keys of these experiences' questions, by experience and question id.
pub(super) async fn questions(
    transaction: &mut Transaction,
    experiences: &[i64],
) -> Result<HashMap<(i64, String), i64>> {
    let text = "select experience_key, question_id, question_key from questions where experience_key = any($1)";
    let rows = transaction.all::<(i64, String, i64)>(sql(text).bind(experiences.to_vec())).await?;
    Ok(rows.into_iter().map(|(experience, id, key)| ((experience, id), key)).collect())
}
