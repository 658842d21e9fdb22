//! Values of attributes that users have, and the kinds of attributes.

use crate::{
    db::{Result, Transaction, sql},
    imports::{before::Was, plan::Kinds},
};
use shared::api::{catalogue::AttributeKind, profile::Source};
use std::collections::HashMap;

/// A value as it is stored.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(in crate::imports) struct StoredValue {
    user_id: i64,
    attribute_id: i64,
    /// JSON; `None` where it was removed.
    pub(in crate::imports) raw: Option<String>,
    source: String,
    integration: Option<String>,
    pub(in crate::imports) updated_at: i64,
}

impl StoredValue {
    pub(in crate::imports) fn was(&self) -> Was {
        Was {
            raw: self.raw.clone(),
            source: self.source(),
            integration: self.integration.clone(),
            updated: self.updated_at,
        }
    }

    pub(in crate::imports) fn source(&self) -> Source {
        // All are ours.
        Source::from_word(&self.source).unwrap_or(Source::Native)
    }
}

/// The values that these users have of these attributes.
pub(in crate::imports) async fn of_users(
    transaction: &mut Transaction,
    user_ids: Vec<i64>,
    attribute_ids: Vec<i64>,
) -> Result<HashMap<(i64, i64), StoredValue>> {
    if user_ids.is_empty() || attribute_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let text = "select user_id, attribute_id, raw, source, integration, updated_at from user_attributes \
                where user_id = any($1) and attribute_id = any($2)";
    let rows: Vec<StoredValue> = transaction.all(sql(text).bind(user_ids).bind(attribute_ids)).await?;
    Ok(rows.into_iter().map(|row| ((row.user_id, row.attribute_id), row)).collect())
}

/// All values of these users.
pub(in crate::imports) async fn all_of_users(
    transaction: &mut Transaction,
    user_ids: Vec<i64>,
) -> Result<HashMap<i64, Vec<(i64, StoredValue)>>> {
    let text = "select user_id, attribute_id, raw, source, integration, updated_at from user_attributes \
                where user_id = any($1)";
    let rows: Vec<StoredValue> = transaction.all(sql(text).bind(user_ids)).await?;
    let mut found: HashMap<i64, Vec<(i64, StoredValue)>> = HashMap::new();
    rows.into_iter().for_each(|row| found.entry(row.user_id).or_default().push((row.attribute_id, row)));
    Ok(found)
}

/// Removes values, as if they had never been told.
pub(in crate::imports) async fn forget(
    transaction: &mut Transaction,
    attribute_id: i64,
    user_ids: Vec<i64>,
) -> Result<()> {
    for text in [
        "delete from user_attribute_items where user_id = any($1) and attribute_id = $2",
        "delete from user_attributes where user_id = any($1) and attribute_id = $2",
    ] {
        transaction.execute(sql(text).bind(user_ids.clone()).bind(attribute_id)).await?;
    }
    Ok(())
}

/// The kinds of all attributes, by key.
pub(in crate::imports) async fn kinds(snapshot: &mut Transaction) -> Result<Kinds> {
    let rows: Vec<(String, String)> = snapshot.all(sql("select key, kind from attributes")).await?;
    Ok(rows.into_iter().filter_map(|(key, kind)| Some((key, AttributeKind::from_word(&kind)?))).collect())
}
