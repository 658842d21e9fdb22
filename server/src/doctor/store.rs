//! What is looked at, and what filters are made of.

use crate::{
    db::{Result, Transaction, sql},
    filter::{Compiled, Fragment},
};

/// The latest change: its sequence and its time.
pub(super) async fn latest_change(snapshot: &mut Transaction) -> Result<Option<(i64, i64)>> {
    snapshot.optional(sql("select sequence, at from changes order by sequence desc limit 1")).await
}

/// What is not over: how many, when the oldest was asked for, and until when the latest lease runs.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Unfinished {
    pub count: i64,
    pub oldest: Option<i64>,
    pub leased_until: Option<i64>,
}

pub(super) async fn unfinished_jobs(snapshot: &mut Transaction) -> Result<Unfinished> {
    let text = "select count(*) as count, min(created_at) as oldest, max(leased_until) as leased_until from jobs \
                where finished_at is null";
    snapshot.one(sql(text)).await
}

/// Imports that are checked, run or taken back.
pub(super) async fn unfinished_imports(snapshot: &mut Transaction) -> Result<Unfinished> {
    let text = "select count(*) as count, min(coalesce(started_at, created_at)) as oldest, \
                max(leased_until) as leased_until from imports where act is not null";
    snapshot.one(sql(text)).await
}

/// Jobs and imports that failed since a moment.
pub(super) async fn failed(snapshot: &mut Transaction, since: i64) -> Result<(i64, i64)> {
    let text = "select (select count(*) from jobs where status = 'failed' and finished_at >= $1), \
                (select count(*) from imports where status = 'failed' and finished_at >= $1)";
    snapshot.one(sql(text).bind(since)).await
}

/// Owners, and keys that are valid: to write, secret ones, and those of them that were never used.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Doors {
    pub owners: i64,
    pub write_keys: i64,
    pub secret_keys: i64,
    pub unused: i64,
}

pub(super) async fn doors(snapshot: &mut Transaction) -> Result<Doors> {
    let text = "select (select count(*) from accounts where role = 'owner' and removed_at is null) as owners, \
                (select count(*) from api_keys where kind = 'write' and revoked_at is null) as write_keys, \
                (select count(*) from api_keys where kind = 'secret' and revoked_at is null) as secret_keys, \
                (select count(*) from api_keys where last_used_at is null and revoked_at is null) as unused";
    snapshot.one(sql(text)).await
}

/// Messages since a moment that could not be stored.
pub(super) async fn rejects(snapshot: &mut Transaction, since: i64) -> Result<i64> {
    let text = "select count(*) from ingest_rejects where at >= $1";
    Ok(snapshot.one::<(i64,)>(sql(text).bind(since)).await?.0)
}

/// The sum of what changes say of the number of users would be the number of users; this is the number.
pub(super) async fn users(snapshot: &mut Transaction) -> Result<i64> {
    Ok(snapshot.one::<(i64,)>(sql("select count(*) from users")).await?.0)
}

pub(super) async fn attributes(snapshot: &mut Transaction) -> Result<Vec<(i64, String, String)>> {
    snapshot.all(sql("select attribute_id, key, kind from attributes order by attribute_id")).await
}

pub(super) async fn event_names(snapshot: &mut Transaction) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select event_name_id, name from event_names order by event_name_id")).await
}

pub(super) async fn experiences(snapshot: &mut Transaction) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select experience_key, experience_id from experiences order by experience_key")).await
}

/// A question: its key, the key of its experience, its id and its kind.
pub(super) async fn questions(snapshot: &mut Transaction) -> Result<Vec<(i64, i64, String, String)>> {
    let text = "select question_key, experience_key, question_id, kind from questions order by question_key";
    snapshot.all(sql(text)).await
}

pub(super) async fn options(snapshot: &mut Transaction) -> Result<Vec<(i64, String)>> {
    let text = "select question_key, option from question_options where position < 20 \
                order by question_key, position";
    snapshot.all(sql(text)).await
}

pub(super) async fn tags(snapshot: &mut Transaction) -> Result<Vec<(i64,)>> {
    snapshot.all(sql("select tag_id from tags order by tag_id limit 100")).await
}

pub(super) async fn imports(snapshot: &mut Transaction) -> Result<Vec<(i64,)>> {
    snapshot.all(sql("select import_id from imports order by import_id limit 100")).await
}

pub(super) async fn segments(snapshot: &mut Transaction) -> Result<Vec<(i64,)>> {
    snapshot.all(sql("select segment_id from segments order by segment_id limit 100")).await
}

/// The lowest and the highest id.
pub(super) async fn ends(snapshot: &mut Transaction) -> Result<Option<(i64, i64)>> {
    let (lowest, highest): (Option<i64>, Option<i64>) =
        snapshot.one(sql("select min(user_id), max(user_id) from users")).await?;
    Ok(lowest.zip(highest))
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct UserRow {
    pub user_id: i64,
    pub external_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub language: Option<String>,
    pub created: i64,
    pub last_activity: Option<i64>,
    pub sessions: i64,
}

/// Some users from an id on.
pub(super) async fn users_from(snapshot: &mut Transaction, user_id: i64) -> Result<Vec<UserRow>> {
    let text = "select user_id, external_id, name, email, language, created, last_activity, sessions from users \
                where user_id >= $1 order by user_id limit 10";
    snapshot.all(sql(text).bind(user_id)).await
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ValueRow {
    pub attribute_id: i64,
    pub text_value: Option<String>,
    pub number_value: Option<f64>,
    pub time_value: Option<i64>,
}

pub(super) async fn values(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<Vec<ValueRow>> {
    let text = "select attribute_id, text_value, number_value, time_value from user_attributes \
                where user_id = any($1) order by user_id, attribute_id";
    snapshot.all(sql(text).bind(user_ids.to_vec())).await
}

pub(super) async fn items(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let text = "select attribute_id, item from user_attribute_items where user_id = any($1) \
                order by user_id, attribute_id, position";
    snapshot.all(sql(text).bind(user_ids.to_vec())).await
}

/// Names and properties of events.
pub(super) async fn events(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let text = "select event_name_id, properties from events where user_id = any($1) and properties is not null \
                order by user_id, event_id limit 2000";
    snapshot.all(sql(text).bind(user_ids.to_vec())).await
}

pub(super) async fn answers(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<Vec<(i64, Option<String>)>> {
    let text = "select question_key, text_value from answers where user_id = any($1) \
                order by user_id, answer_id limit 2000";
    snapshot.all(sql(text).bind(user_ids.to_vec())).await
}

/// The users of a filter, rising.
pub(super) async fn matching(snapshot: &mut Transaction, filter: &Compiled) -> Result<Vec<i64>> {
    let select = Fragment::new("select user_id from users where ").then(filter.predicate());
    let mut user_ids = Vec::new();
    let statement = select.text(" order by user_id").into_sql();
    snapshot.for_each(statement, |(user_id,): (i64,)| user_ids.push(user_id)).await?;
    Ok(user_ids)
}

/// The id of a tag with a name.
pub(super) async fn tag_named(snapshot: &mut Transaction, name: &'static str) -> Result<Option<i64>> {
    let row: Option<(i64,)> = snapshot.optional(sql("select tag_id from tags where name = $1").bind(name)).await?;
    Ok(row.map(|(tag_id,)| tag_id))
}
