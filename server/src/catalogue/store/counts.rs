//! How many users have what. Each statement reads an index or one table once, from one end to the other.

use crate::db::{Result, Sql, Transaction, sql};

async fn number(snapshot: &mut Transaction, statement: Sql) -> Result<u64> {
    let (number,): (i64,) = snapshot.one(statement).await?;
    Ok(number.unsigned_abs())
}

/// Users that have each native property.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct NativeRow {
    pub(in crate::catalogue) everyone: i64,
    pub(in crate::catalogue) name: i64,
    pub(in crate::catalogue) email: i64,
    pub(in crate::catalogue) user_id: i64,
    pub(in crate::catalogue) language: i64,
    pub(in crate::catalogue) last_activity: i64,
    pub(in crate::catalogue) first_seen: i64,
}

pub(in crate::catalogue) async fn natives(snapshot: &mut Transaction) -> Result<NativeRow> {
    let text = "select count(*) as everyone, count(nullif(name, '')) as name, count(nullif(email, '')) as email, \
                count(nullif(external_id, '')) as user_id, count(nullif(language, '')) as language, \
                count(last_activity) as last_activity, count(first_seen) as first_seen from users";
    snapshot.one(sql(text)).await
}

/// Users with a tag or more.
pub(in crate::catalogue) async fn tagged(snapshot: &mut Transaction) -> Result<u64> {
    number(snapshot, sql("select count(*) from (select user_id from user_tags group by user_id) tagged")).await
}

/// Tags that users have, and how many of them.
pub(in crate::catalogue) async fn tags(snapshot: &mut Transaction) -> Result<Vec<(i64, i64)>> {
    snapshot.all(sql("select tag_id, count(*) from user_tags group by tag_id")).await
}

/// Users with a text of an attribute.
pub(in crate::catalogue) async fn texts(snapshot: &mut Transaction, attribute_id: i64) -> Result<u64> {
    let text = "select count(*) from user_attributes \
                where attribute_id = $1 and length(text_value) <= 500 and text_value <> ''";
    let short = number(snapshot, sql(text).bind(attribute_id)).await?;
    let text = "select count(*) from user_attributes where attribute_id = $1 and length(text_value) > 500";
    Ok(short + number(snapshot, sql(text).bind(attribute_id)).await?)
}

/// Users with a number.
pub(in crate::catalogue) async fn numbers(snapshot: &mut Transaction, attribute_id: i64) -> Result<u64> {
    let text = "select count(*) from user_attributes where attribute_id = $1 and number_value is not null";
    number(snapshot, sql(text).bind(attribute_id)).await
}

/// Users with a time.
pub(in crate::catalogue) async fn times(snapshot: &mut Transaction, attribute_id: i64) -> Result<u64> {
    let text = "select count(*) from user_attributes where attribute_id = $1 and time_value is not null";
    number(snapshot, sql(text).bind(attribute_id)).await
}

/// Users with an item or more.
pub(in crate::catalogue) async fn lists(snapshot: &mut Transaction, attribute_id: i64) -> Result<u64> {
    let text = "select count(*) from (select user_id from user_attribute_items where attribute_id = $1 \
                group by user_id) holders";
    number(snapshot, sql(text).bind(attribute_id)).await
}

/// Users that an event happened to. The index is in the order of users, so that nobody is kept in mind.
pub(in crate::catalogue) async fn event(snapshot: &mut Transaction, event_name_id: i64) -> Result<u64> {
    let text = "select count(*) from (select user_id from events where event_name_id = $1 group by user_id) doers";
    number(snapshot, sql(text).bind(event_name_id)).await
}

/// Users with any interaction with an experience.
pub(in crate::catalogue) async fn experience(snapshot: &mut Transaction, experience_key: i64) -> Result<u64> {
    let text = "select count(*) from (select user_id from interactions where experience_key = $1 \
                group by user_id) doers";
    number(snapshot, sql(text).bind(experience_key)).await
}
