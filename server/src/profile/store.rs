//! The SQL of a profile.

use crate::db::{Result, Transaction, sql};

/// What a profile shows of `users` and the list does not.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Natives {
    pub anonymous_id: Option<String>,
    pub avatar: Option<String>,
    /// JSON: source and time of each native trait.
    pub traits: String,
    pub made: i64,
}

pub(super) async fn natives(snapshot: &mut Transaction, user_id: i64) -> Result<Natives> {
    snapshot.one(sql("select anonymous_id, avatar, traits, made from users where user_id = $1").bind(user_id)).await
}

/// A value of an attribute, with what it is called and where it came from.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ValueRow {
    pub attribute_id: i64,
    pub key: String,
    pub name: String,
    pub kind: String,
    pub text_value: Option<String>,
    pub number_value: Option<f64>,
    pub boolean_value: Option<bool>,
    pub time_value: Option<i64>,
    pub raw: Option<String>,
    pub source: String,
    pub integration: Option<String>,
    pub updated_at: i64,
}

pub(super) async fn values(snapshot: &mut Transaction, user_id: i64) -> Result<Vec<ValueRow>> {
    let text = "select user_attributes.attribute_id, key, name, kind, text_value, number_value, boolean_value, \
                time_value, raw, source, integration, updated_at \
                from user_attributes join attributes on attributes.attribute_id = user_attributes.attribute_id \
                where user_id = $1 and raw is not null order by name, key";
    snapshot.all(sql(text).bind(user_id)).await
}

/// Items of lists, in their order: attribute and item.
pub(super) async fn items(snapshot: &mut Transaction, user_id: i64) -> Result<Vec<(i64, String)>> {
    let text = "select attribute_id, item from user_attribute_items where user_id = $1 order by attribute_id, position";
    snapshot.all(sql(text).bind(user_id)).await
}

pub(super) async fn experiences_seen(snapshot: &mut Transaction, user_id: i64) -> Result<u64> {
    let text = "select count(distinct experience_key) from interactions where user_id = $1";
    let (seen,): (i64,) = snapshot.one(sql(text).bind(user_id)).await?;
    Ok(seen.unsigned_abs())
}
