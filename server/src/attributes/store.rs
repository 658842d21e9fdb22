//! The table `attributes`, and what users have of one of them.

use crate::db::{Result, Transaction, Value, sql};
use shared::api::catalogue::AttributeKind;

/// An attribute as it is stored.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(super) struct Row {
    pub attribute_id: i64,
    pub key: String,
    pub name: String,
    pub kind: String,
    pub hidden: bool,
    pub created_at: i64,
}

pub(super) async fn all(snapshot: &mut Transaction) -> Result<Vec<Row>> {
    snapshot.all(sql("select attribute_id, key, name, kind, hidden, created_at from attributes")).await
}

pub(super) async fn one(snapshot: &mut Transaction, key: &str) -> Result<Option<Row>> {
    let text = "select attribute_id, key, name, kind, hidden, created_at from attributes where key = $1";
    snapshot.optional(sql(text).bind(key)).await
}

pub(super) async fn update(transaction: &mut Transaction, row: &Row) -> Result<()> {
    let text = "update attributes set name = $2, hidden = $3 where attribute_id = $1";
    let update = sql(text).bind(row.attribute_id).bind(row.name.as_str()).bind(row.hidden);
    transaction.execute(update).await.map(drop)
}

pub(super) async fn set_kind(transaction: &mut Transaction, attribute_id: i64, kind: AttributeKind) -> Result<()> {
    let update = sql("update attributes set kind = $2 where attribute_id = $1").bind(attribute_id).bind(kind.word());
    transaction.execute(update).await.map(drop)
}

/// Whether an import is at work, which may write values of any attribute.
pub(super) async fn is_importing(transaction: &mut Transaction) -> Result<bool> {
    let text = "select count(*) from imports where status in ('checking', 'running')";
    let (under_way,): (i64,) = transaction.one(sql(text)).await?;
    Ok(under_way > 0)
}

/// Users who have a value, or had one that was removed; at most so many.
pub(super) async fn holders(transaction: &mut Transaction, attribute_id: i64, most: i64) -> Result<Vec<i64>> {
    let text = "select user_id from user_attributes where attribute_id = $1 limit $2";
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(attribute_id).bind(most)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Removes an attribute, and what users have of it; tells how many values there were.
pub(super) async fn delete(transaction: &mut Transaction, attribute_id: i64) -> Result<u64> {
    delete_items(transaction, attribute_id).await?;
    let text = "select count(*) from user_attributes where attribute_id = $1 and raw is not null";
    let (values,): (i64,) = transaction.one(sql(text).bind(attribute_id)).await?;
    transaction.execute(sql("delete from user_attributes where attribute_id = $1").bind(attribute_id)).await?;
    transaction.execute(sql("delete from attributes where attribute_id = $1").bind(attribute_id)).await?;
    Ok(values.unsigned_abs())
}

/// Removes the items of all users' lists.
pub(super) async fn delete_items(transaction: &mut Transaction, attribute_id: i64) -> Result<()> {
    let delete = sql("delete from user_attribute_items where attribute_id = $1").bind(attribute_id);
    transaction.execute(delete).await.map(drop)
}

/// Hands over every value as it was sent.
pub(super) async fn for_each_value(
    snapshot: &mut Transaction,
    attribute_id: i64,
    take: impl FnMut((String,)) + Send,
) -> Result<()> {
    let text = "select raw from user_attributes where attribute_id = $1 and raw is not null";
    snapshot.for_each(sql(text).bind(attribute_id), take).await
}

/// The next values by their users, as they were sent.
pub(super) async fn values_after(
    transaction: &mut Transaction,
    attribute_id: i64,
    user_id: i64,
    most: i64,
) -> Result<Vec<(i64, String)>> {
    let text = "select user_id, raw from user_attributes where user_id > $2 and attribute_id = $1 \
                and raw is not null order by user_id limit $3";
    transaction.all(sql(text).bind(attribute_id).bind(user_id).bind(most)).await
}

/// Puts other typed values in the place of those that rows have: user, attribute, text, folded text, number, boolean,
/// time. All of the rows are there already.
pub(super) async fn retype(transaction: &mut Transaction, rows: Vec<Vec<Value>>) -> Result<()> {
    let insert = "insert into user_attributes (user_id, attribute_id, text_value, text_folded, number_value, \
                  boolean_value, time_value, source, updated_at)";
    let tail = "on conflict (user_id, attribute_id) do update set text_value = excluded.text_value, \
                text_folded = excluded.text_folded, number_value = excluded.number_value, \
                boolean_value = excluded.boolean_value, time_value = excluded.time_value";
    transaction.insert_many(insert, rows, tail).await
}

/// Adds items of lists: user, attribute, position, item.
pub(super) async fn add_items(transaction: &mut Transaction, rows: Vec<Vec<Value>>) -> Result<()> {
    let insert = "insert into user_attribute_items (user_id, attribute_id, position, item)";
    transaction.insert_many(insert, rows, "").await
}
