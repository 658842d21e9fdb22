//! Rows of the list: users by their ids, with tags and the attributes asked for.

use super::store::{self, AttributeRow, UsersRow};
use crate::{
    db::{Result, Transaction},
    error::ApiResult,
};
use serde_json::Value;
use shared::{
    api::{
        catalogue::AttributeKind,
        users::{TagOnUser, User, UserRow},
    },
    color::Color,
    ids::{TagId, UserId},
    time::Instant,
};
use std::collections::{BTreeMap, HashMap};

/// The rows of these users, in this order, with these attributes.
pub(super) async fn rows(
    snapshot: &mut Transaction,
    user_ids: &[i64],
    attributes: &[AttributeRow],
) -> ApiResult<Vec<UserRow>> {
    let rows = rows_still_there(snapshot, user_ids, attributes).await?;
    if rows.len() == user_ids.len() { Ok(rows) } else { Err(store::missing().into()) }
}

/// As [`rows`], without users who are gone by now.
pub(super) async fn rows_still_there(
    snapshot: &mut Transaction,
    user_ids: &[i64],
    attributes: &[AttributeRow],
) -> ApiResult<Vec<UserRow>> {
    let mut users = users_by_id(snapshot, user_ids).await?;
    let mut values = attribute_values(snapshot, user_ids, attributes).await?;
    let row = |user_id| {
        let user = users.remove(user_id)?;
        Some(UserRow { user, attributes: values.remove(user_id).unwrap_or_default() })
    };
    Ok(user_ids.iter().filter_map(row).collect())
}

/// Users with their tags, by id; ids that lead nowhere are left out.
///
/// # Errors
/// When the database fails.
pub async fn users_by_id(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<HashMap<i64, User>> {
    if user_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut tags: HashMap<i64, Vec<TagOnUser>> = HashMap::new();
    for tag in store::tags(snapshot, user_ids).await? {
        let color = Color::from_word(&tag.color).unwrap_or_else(|| Color::of_name(&tag.name));
        tags.entry(tag.user_id).or_default().push(TagOnUser { tag_id: TagId(tag.tag_id), name: tag.name, color });
    }
    let users = store::users(snapshot, user_ids).await?;
    Ok(users.into_iter().map(|row| (row.user_id, user(row, &mut tags))).collect())
}

fn user(row: UsersRow, tags: &mut HashMap<i64, Vec<TagOnUser>>) -> User {
    User {
        user_id: UserId(row.user_id),
        identified: row.external_id.is_some(),
        external_id: row.external_id,
        visitor_id: row.visitor_id,
        name: row.name,
        email: row.email,
        last_activity: row.last_activity.map(Instant),
        first_seen: row.first_seen.map(Instant),
        created: Instant(row.created),
        sessions: row.sessions.unsigned_abs(),
        language: row.language,
        tags: tags.remove(&row.user_id).unwrap_or_default(),
    }
}

type Values = HashMap<i64, BTreeMap<String, Value>>;

async fn attribute_values(
    snapshot: &mut Transaction,
    user_ids: &[i64],
    attributes: &[AttributeRow],
) -> ApiResult<Values> {
    let mut values = Values::new();
    if attributes.is_empty() || user_ids.is_empty() {
        return Ok(values);
    }
    let mut plain = HashMap::new();
    let mut lists = HashMap::new();
    for attribute in attributes {
        let among = if attribute.kind()? == AttributeKind::List { &mut lists } else { &mut plain };
        among.insert(attribute.attribute_id, attribute.key.as_str());
    }
    let ids = |of: &HashMap<i64, &str>| of.keys().copied().collect::<Vec<_>>();
    for row in store::values(snapshot, user_ids, ids(&plain)).await? {
        let value = row
            .text_value
            .map(Value::from)
            .or_else(|| row.number_value.map(Value::from))
            .or_else(|| row.boolean_value.map(Value::from))
            .or_else(|| row.time_value.map(|at| Value::from(Instant(at).to_string())));
        if let (Some(value), Some(key)) = (value, plain.get(&row.attribute_id)) {
            values.entry(row.user_id).or_default().insert((*key).to_owned(), value);
        }
    }
    for row in store::items(snapshot, user_ids, ids(&lists)).await? {
        if let Some(key) = lists.get(&row.attribute_id) {
            let list =
                values.entry(row.user_id).or_default().entry((*key).to_owned()).or_insert(Value::Array(Vec::new()));
            if let Value::Array(items) = list {
                items.push(row.item.into());
            }
        }
    }
    Ok(values)
}
