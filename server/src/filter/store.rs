//! What resolving reads: definitions by the names that a filter uses, each kind at once.

use crate::db::{Result, Transaction, sql};

/// The workspace's time zone, if one was set.
pub(super) async fn time_zone(snapshot: &mut Transaction) -> Result<Option<String>> {
    let row = snapshot.optional::<(String,)>(sql("select value from settings where key = 'time_zone'")).await?;
    Ok(row.map(|(zone,)| zone))
}

/// Id, key, name and kind.
pub(super) async fn attributes(
    snapshot: &mut Transaction,
    keys: Vec<String>,
) -> Result<Vec<(i64, String, String, String)>> {
    snapshot.all(sql("select attribute_id, key, name, kind from attributes where key = any($1)").bind(keys)).await
}

pub(super) async fn event_names(snapshot: &mut Transaction, names: Vec<String>) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select event_name_id, name from event_names where name = any($1)").bind(names)).await
}

/// Key, the product's id and name.
pub(super) async fn experiences(snapshot: &mut Transaction, ids: Vec<String>) -> Result<Vec<(i64, String, String)>> {
    let text = "select experience_key, experience_id, name from experiences where experience_id = any($1)";
    snapshot.all(sql(text).bind(ids)).await
}

pub(super) async fn experience_keys(snapshot: &mut Transaction) -> Result<Vec<i64>> {
    let text = "select experience_key from experiences order by experience_key";
    Ok(snapshot.all::<(i64,)>(sql(text)).await?.into_iter().map(|(key,)| key).collect())
}

/// Of these experiences: experience, key, the product's id, question and kind.
pub(super) async fn questions(
    snapshot: &mut Transaction,
    experience_keys: Vec<i64>,
    ids: Vec<String>,
) -> Result<Vec<(i64, i64, String, String, String)>> {
    let text = "select experience_key, question_key, question_id, question, kind from questions \
                where experience_key = any($1) and question_id = any($2)";
    snapshot.all(sql(text).bind(experience_keys).bind(ids)).await
}

pub(super) async fn tags(snapshot: &mut Transaction, ids: Vec<i64>) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select tag_id, name from tags where tag_id = any($1)").bind(ids)).await
}

/// Id, name and status.
pub(super) async fn imports(snapshot: &mut Transaction, ids: Vec<i64>) -> Result<Vec<(i64, String, String)>> {
    snapshot.all(sql("select import_id, name, status from imports where import_id = any($1)").bind(ids)).await
}

/// Id, name and the filter's document.
pub(super) async fn segments(snapshot: &mut Transaction, ids: Vec<i64>) -> Result<Vec<(i64, String, String)>> {
    snapshot.all(sql("select segment_id, name, filter from segments where segment_id = any($1)").bind(ids)).await
}

/// Of every segment: id, name and the filter's document.
pub(super) async fn all_segments(snapshot: &mut Transaction) -> Result<Vec<(i64, String, String)>> {
    snapshot.all(sql("select segment_id, name, filter from segments order by name_key, segment_id")).await
}
