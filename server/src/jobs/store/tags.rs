//! Tags on users, many at a time.
//!
//! `tag_id + 0` has a database look for the users: of a tag that its statistics do not know yet it takes everybody who has
//! it for few, and would walk through them.

use crate::db::{Result, Transaction, sql};
use shared::{ids::TagId, time::Instant};

/// Most tags that a user has.
const MOST: i64 = 50;

/// Whether there is such a tag.
pub(in crate::jobs) async fn exists(transaction: &mut Transaction, tag_id: TagId) -> Result<bool> {
    let statement = sql("select tag_id from tags where tag_id = $1").bind(tag_id.0);
    Ok(transaction.optional::<(i64,)>(statement).await?.is_some())
}

/// Those of these users that have the tag, rising.
pub(in crate::jobs) async fn having(
    transaction: &mut Transaction,
    tag_id: TagId,
    user_ids: Vec<i64>,
) -> Result<Vec<i64>> {
    let text = "select user_id from user_tags where user_id = any($1) and tag_id + 0 = $2 order by user_id";
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(user_ids).bind(tag_id.0)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Those of these users that may have no more tags, rising.
pub(in crate::jobs) async fn full(transaction: &mut Transaction, user_ids: Vec<i64>) -> Result<Vec<i64>> {
    let text = "select user_id from user_tags where user_id = any($1) group by user_id having count(*) >= $2 \
                order by user_id";
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(user_ids).bind(MOST)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Gives users a tag that they do not have.
pub(in crate::jobs) async fn add(
    transaction: &mut Transaction,
    tag_id: TagId,
    user_ids: &[i64],
    now: Instant,
) -> Result<()> {
    let rows = user_ids.iter().map(|user_id| vec![(*user_id).into(), tag_id.0.into(), now.0.into()]).collect();
    transaction.insert_many("insert into user_tags (user_id, tag_id, added_at)", rows, "").await
}

/// Takes a tag from users.
pub(in crate::jobs) async fn remove(transaction: &mut Transaction, tag_id: TagId, user_ids: Vec<i64>) -> Result<()> {
    let text = "delete from user_tags where user_id = any($1) and tag_id + 0 = $2";
    transaction.execute(sql(text).bind(user_ids).bind(tag_id.0)).await.map(|_| ())
}
