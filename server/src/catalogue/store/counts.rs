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

/// Whom something happened to, how often, and when.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct HappenedRow {
    pub(in crate::catalogue) users: i64,
    pub(in crate::catalogue) times: i64,
    pub(in crate::catalogue) first_at: Option<i64>,
    pub(in crate::catalogue) last_at: Option<i64>,
}

/// Of an event. The index is in the order of users, so that nobody is kept in mind.
pub(in crate::catalogue) async fn event(snapshot: &mut Transaction, event_name_id: i64) -> Result<HappenedRow> {
    let text = "select count(*) as users, cast(coalesce(sum(times), 0) as bigint) as times, \
                min(first_at) as first_at, max(last_at) as last_at \
                from (select count(*) as times, min(at) as first_at, max(at) as last_at from events \
                where event_name_id = $1 group by user_id) doers";
    snapshot.one(sql(text).bind(event_name_id)).await
}

/// Of an experience: any interaction with it.
pub(in crate::catalogue) async fn experience(snapshot: &mut Transaction, experience_key: i64) -> Result<HappenedRow> {
    let text = "select count(*) as users, cast(coalesce(sum(times), 0) as bigint) as times, \
                min(first_at) as first_at, max(last_at) as last_at \
                from (select count(*) as times, min(at) as first_at, max(at) as last_at from interactions \
                where experience_key = $1 group by user_id) doers";
    snapshot.one(sql(text).bind(experience_key)).await
}

/// Users with a value of an attribute by where it came from, and when the latest of them was set.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct SourceRow {
    pub(in crate::catalogue) attribute_id: i64,
    pub(in crate::catalogue) source: String,
    pub(in crate::catalogue) integration: Option<String>,
    pub(in crate::catalogue) users: i64,
    pub(in crate::catalogue) last_set: i64,
}

/// Of every attribute. No index has the sources: the whole table is read.
pub(in crate::catalogue) async fn sources(snapshot: &mut Transaction) -> Result<Vec<SourceRow>> {
    let text = "select attribute_id, source, integration, count(*) as users, max(updated_at) as last_set \
                from user_attributes where raw is not null group by attribute_id, source, integration";
    snapshot.all(sql(text)).await
}

/// Of one attribute.
pub(in crate::catalogue) async fn sources_of(snapshot: &mut Transaction, attribute_id: i64) -> Result<Vec<SourceRow>> {
    let text = "select attribute_id, source, integration, count(*) as users, max(updated_at) as last_set \
                from user_attributes where attribute_id = $1 and raw is not null \
                group by attribute_id, source, integration";
    snapshot.all(sql(text).bind(attribute_id)).await
}
