//! The profile's table of attributes: natives first, then custom ones by name.

use super::store::{Natives, ValueRow};
use crate::error::{ApiError, ApiResult};
use serde::Deserialize;
use serde_json::Value;
use shared::{
    api::{
        catalogue::AttributeKind,
        profile::{ProfileAttribute, Source},
        users::User,
    },
    time::Instant,
};
use std::collections::{BTreeMap, HashMap};

/// Where a native trait came from, as `users.traits` keeps it.
#[derive(Debug, Deserialize)]
struct Trait {
    source: Source,
    integration: Option<String>,
    updated: i64,
    #[serde(default)]
    removed: bool,
}

/// The traits that a native property is made of: the first that is there told it.
fn parts(key: &str) -> &'static [&'static str] {
    match key {
        "name" => &["name", "first_name", "last_name"],
        "language" => &["language", "locale"],
        "email" => &["email"],
        "avatar" => &["avatar"],
        "created" => &["created"],
        _ => &[],
    }
}

/// The lines of the native properties that have a value.
pub(super) fn native_attributes(user: &User, natives: &Natives) -> ApiResult<Vec<ProfileAttribute>> {
    let mut traits: BTreeMap<String, Trait> = serde_json::from_str(&natives.traits).map_err(|error| {
        tracing::error!(%error, "the sources of a user's traits cannot be read");
        ApiError::Defect
    })?;
    let visitor_id = user.visitor_id.as_ref().and(natives.anonymous_id.as_ref());
    let lines = [
        ("user_id", "User ID", AttributeKind::Text, user.external_id.clone().map(Value::from)),
        ("visitor_id", "Visitor ID", AttributeKind::Text, visitor_id.cloned().map(Value::from)),
        ("name", "Name", AttributeKind::Text, user.name.clone().map(Value::from)),
        ("email", "Email", AttributeKind::Text, user.email.clone().map(Value::from)),
        ("language", "Language", AttributeKind::Text, user.language.clone().map(Value::from)),
        ("avatar", "Avatar", AttributeKind::Text, natives.avatar.clone().map(Value::from)),
        ("created", "Created", AttributeKind::Time, Some(user.created.to_string().into())),
    ];
    let lines = lines.into_iter().filter_map(|(key, name, kind, value)| {
        let sent = parts(key).iter().find_map(|part| traits.remove(*part).filter(|part| !part.removed));
        let own = if key == "created" { Some(Instant(natives.made)) } else { None };
        Some(ProfileAttribute {
            key: key.into(),
            name: name.into(),
            kind,
            value: value?,
            raw: None,
            source: sent.as_ref().map_or(Source::Native, |sent| sent.source),
            updated: sent.as_ref().map(|sent| Instant(sent.updated)).or(own),
            integration: sent.and_then(|sent| sent.integration),
        })
    });
    Ok(lines.collect())
}

/// The lines of custom attributes.
pub(super) fn custom_attributes(values: Vec<ValueRow>, items: Vec<(i64, String)>) -> ApiResult<Vec<ProfileAttribute>> {
    let mut lists: HashMap<i64, Vec<Value>> = HashMap::new();
    for (attribute_id, item) in items {
        lists.entry(attribute_id).or_default().push(item.into());
    }
    values
        .into_iter()
        .map(|row| {
            let value = row
                .text_value
                .map(Value::from)
                .or_else(|| row.number_value.map(Value::from))
                .or_else(|| row.boolean_value.map(Value::from))
                .or_else(|| row.time_value.map(|at| Value::from(Instant(at).to_string())))
                .or_else(|| lists.remove(&row.attribute_id).map(Value::from))
                .unwrap_or(Value::Null);
            let kind = AttributeKind::from_word(&row.kind).ok_or(ApiError::Defect)?;
            let sent: Option<Value> = row.raw.as_deref().and_then(|raw| serde_json::from_str(raw).ok());
            // An empty list has no items and is of its kind all the same.
            let raw = sent.filter(|sent| value.is_null() && !(kind == AttributeKind::List && sent.is_array()));
            Ok(ProfileAttribute {
                key: row.key,
                name: row.name,
                kind,
                value,
                raw,
                source: Source::from_word(&row.source).ok_or(ApiError::Defect)?,
                integration: row.integration,
                updated: Some(Instant(row.updated_at)),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str, raw: &str) -> ValueRow {
        ValueRow {
            attribute_id: 1,
            key: "seats".into(),
            name: "seats".into(),
            kind: kind.into(),
            text_value: None,
            number_value: None,
            boolean_value: None,
            time_value: None,
            raw: Some(raw.into()),
            source: "sdk".into(),
            integration: None,
            updated_at: 0,
        }
    }

    #[test]
    fn a_value_of_another_kind_is_shown_raw() {
        let lines = custom_attributes(vec![row("number", "\"many\"")], Vec::new()).unwrap();
        assert_eq!(lines[0].value, Value::Null);
        assert_eq!(lines[0].raw, Some("many".into()));
        let lines = custom_attributes(vec![row("list", "[]")], Vec::new()).unwrap();
        assert_eq!(lines[0].raw, None);
    }
}
