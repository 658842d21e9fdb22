//! The tag that an import gives.
//!
//! `tag_id + 0` has a database look for the users: of a tag that its statistics do not know yet it takes everybody who has
//! it for few, and would walk through them.

use crate::db::{Result, Transaction, sql};
use shared::{api::tags::TAGS_OF_A_USER, ids::TagId, time::Instant};
use std::collections::HashSet;

/// Whether there is such a tag.
pub(in crate::imports) async fn exists(transaction: &mut Transaction, tag_id: TagId) -> Result<bool> {
    let statement = sql("select tag_id from tags where tag_id = $1").bind(tag_id.0);
    Ok(transaction.optional::<(i64,)>(statement).await?.is_some())
}

/// Those of these users who have the tag.
pub(in crate::imports) async fn having(
    transaction: &mut Transaction,
    tag_id: TagId,
    user_ids: Vec<i64>,
) -> Result<HashSet<i64>> {
    let text = "select user_id from user_tags where user_id = any($1) and tag_id + 0 = $2";
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(user_ids).bind(tag_id.0)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Those of these users who may have no more tags.
pub(in crate::imports) async fn full(transaction: &mut Transaction, user_ids: Vec<i64>) -> Result<HashSet<i64>> {
    let text = "select user_id from user_tags where user_id = any($1) group by user_id having count(*) >= $2";
    let most = i64::try_from(TAGS_OF_A_USER).unwrap_or(i64::MAX);
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(user_ids).bind(most)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Gives it to users who do not have it.
pub(in crate::imports) async fn add(
    transaction: &mut Transaction,
    tag_id: TagId,
    user_ids: Vec<i64>,
    now: Instant,
) -> Result<()> {
    let rows = user_ids.into_iter().map(|user_id| vec![user_id.into(), tag_id.0.into(), now.0.into()]);
    let insert = "insert into user_tags (user_id, tag_id, added_at)";
    transaction.insert_many(insert, rows.collect(), "on conflict (user_id, tag_id) do nothing").await
}

/// Takes it from users.
pub(in crate::imports) async fn remove(transaction: &mut Transaction, tag_id: TagId, user_ids: Vec<i64>) -> Result<()> {
    let text = "delete from user_tags where user_id = any($1) and tag_id + 0 = $2";
    transaction.execute(sql(text).bind(user_ids).bind(tag_id.0)).await.map(drop)
}
