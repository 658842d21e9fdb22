//! The tables `tags` and `user_tags`, and the filters that name tags.

use crate::db::{Result, Transaction, sql};
use shared::{ids::TagId, time::Instant};

/// A tag as it is stored.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(super) struct TagRow {
    pub tag_id: i64,
    pub name: String,
    pub name_key: String,
    pub color: String,
}

/// Every tag, in the order of names.
pub(super) async fn all(snapshot: &mut Transaction) -> Result<Vec<TagRow>> {
    snapshot.all(sql("select tag_id, name, name_key, color from tags order by name_key, tag_id")).await
}

pub(super) async fn one(snapshot: &mut Transaction, tag_id: TagId) -> Result<Option<TagRow>> {
    let text = "select tag_id, name, name_key, color from tags where tag_id = $1";
    snapshot.optional(sql(text).bind(tag_id.0)).await
}

pub(super) async fn by_name_key(snapshot: &mut Transaction, name_key: &str) -> Result<Option<TagRow>> {
    let text = "select tag_id, name, name_key, color from tags where name_key = $1";
    snapshot.optional(sql(text).bind(name_key)).await
}

/// Users of every tag that has some.
pub(super) async fn users_of_all(snapshot: &mut Transaction) -> Result<Vec<(i64, i64)>> {
    snapshot.all(sql("select tag_id, count(*) from user_tags group by tag_id")).await
}

pub(super) async fn users_of(snapshot: &mut Transaction, tag_id: TagId) -> Result<u64> {
    let statement = sql("select count(*) from user_tags where tag_id = $1").bind(tag_id.0);
    let (users,): (i64,) = snapshot.one(statement).await?;
    Ok(users.unsigned_abs())
}

pub(super) async fn insert(transaction: &mut Transaction, tag: TagRow, now: Instant) -> Result<()> {
    let text = "insert into tags (tag_id, name, name_key, color, created_at) values ($1, $2, $3, $4, $5)";
    let insert = sql(text).bind(tag.tag_id).bind(tag.name).bind(tag.name_key).bind(tag.color).bind(now.0);
    transaction.execute(insert).await.map(drop)
}

pub(super) async fn update(transaction: &mut Transaction, tag: TagRow) -> Result<()> {
    let text = "update tags set name = $2, name_key = $3, color = $4 where tag_id = $1";
    let update = sql(text).bind(tag.tag_id).bind(tag.name).bind(tag.name_key).bind(tag.color);
    transaction.execute(update).await.map(drop)
}

/// Takes a tag from every user and removes it; tells how many users had it.
pub(super) async fn delete(transaction: &mut Transaction, tag_id: TagId) -> Result<u64> {
    let users = transaction.execute(sql("delete from user_tags where tag_id = $1").bind(tag_id.0)).await?;
    transaction.execute(sql("delete from tags where tag_id = $1").bind(tag_id.0)).await?;
    Ok(users)
}

/// The users who have a tag.
pub(super) async fn holders(transaction: &mut Transaction, tag_id: TagId) -> Result<Vec<i64>> {
    let statement = sql("select user_id from user_tags where tag_id = $1").bind(tag_id.0);
    Ok(transaction.all::<(i64,)>(statement).await?.into_iter().map(|(user_id,)| user_id).collect())
}

/// Gives a tag to every user who has another.
pub(super) async fn give_to_users_of(
    transaction: &mut Transaction,
    tag_id: TagId,
    other: TagId,
    now: Instant,
) -> Result<u64> {
    let text = "insert into user_tags (user_id, tag_id, added_at) \
                select user_id, cast($1 as bigint), cast($3 as bigint) from user_tags where tag_id = $2 \
                on conflict (user_id, tag_id) do nothing";
    transaction.execute(sql(text).bind(tag_id.0).bind(other.0).bind(now.0)).await
}

/// The tags of a user.
pub(super) async fn of_user(snapshot: &mut Transaction, user_id: i64) -> Result<Vec<i64>> {
    let statement = sql("select tag_id from user_tags where user_id = $1").bind(user_id);
    Ok(snapshot.all::<(i64,)>(statement).await?.into_iter().map(|(tag_id,)| tag_id).collect())
}

pub(super) async fn give(transaction: &mut Transaction, user_id: i64, tag_id: TagId, now: Instant) -> Result<()> {
    let text = "insert into user_tags (user_id, tag_id, added_at) values ($1, $2, $3)";
    transaction.execute(sql(text).bind(user_id).bind(tag_id.0).bind(now.0)).await.map(drop)
}

/// Takes a tag from a user; tells whether the user had it.
pub(super) async fn take(transaction: &mut Transaction, user_id: i64, tag_id: TagId) -> Result<bool> {
    let statement = sql("delete from user_tags where user_id = $1 and tag_id = $2").bind(user_id).bind(tag_id.0);
    Ok(transaction.execute(statement).await? > 0)
}

/// Segments whose document holds a tag's id in quotes, which may be the id of something else as well.
pub(super) async fn segments_with(snapshot: &mut Transaction, tag_id: TagId) -> Result<Vec<(i64, String)>> {
    let statement = sql("select segment_id, filter from segments where strpos(filter, $1) > 0");
    snapshot.all(statement.bind(format!("\"{tag_id}\""))).await
}

/// Kept filters whose document holds a tag's id in quotes.
pub(super) async fn kept_filters_with(snapshot: &mut Transaction, tag_id: TagId) -> Result<Vec<(String, String)>> {
    let statement = sql("select filter_id, filter from filters where strpos(filter, $1) > 0");
    snapshot.all(statement.bind(format!("\"{tag_id}\""))).await
}

pub(super) async fn update_kept_filter(transaction: &mut Transaction, filter_id: &str, filter: String) -> Result<()> {
    let statement = sql("update filters set filter = $2 where filter_id = $1").bind(filter_id).bind(filter);
    transaction.execute(statement).await.map(drop)
}
