//! Values of attributes: as text, as they are shown, as conditions, and by which key they are set.

use crate::{ui::format, users::test_of};
use serde_json::{Value, json};
use shared::{
    api::{catalogue::AttributeKind, profile::ProfileAttribute},
    filter::{edit::DraftCondition, read_condition},
    time::Instant,
};

/// A value in a line: lists with commas, numbers as the reader writes them.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), format::number),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Object(_) => value.to_string(),
    }
}

/// A value of the profile as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// As it is.
    Text(String),
    /// An id.
    Mono(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A moment.
    Time(Instant),
    /// A list.
    Items(Vec<String>),
    /// Sent as another kind than the attribute has: the value and what is wrong with it.
    Raw(String, String),
}

impl Shown {
    /// How a value is shown; nothing where there is none at all.
    pub fn of(attribute: &ProfileAttribute) -> Option<Self> {
        Some(match (&attribute.value, &attribute.raw, attribute.kind) {
            (Value::Null, None, _) => return None,
            (Value::Null, Some(raw), kind) => {
                Self::Raw(value_text(raw), format!("{}; expected {}", kind_of_json(raw), kind.word()))
            }
            (Value::Array(items), _, _) => Self::Items(items.iter().map(value_text).collect()),
            (Value::Bool(truth), _, _) => Self::Truth(*truth),
            (Value::Number(number), _, _) => match number.as_f64() {
                Some(number) => Self::Number(number),
                None => Self::Text(number.to_string()),
            },
            (Value::String(text), _, AttributeKind::Time) => match Instant::parse(text) {
                Some(at) => Self::Time(at),
                None => Self::Text(text.clone()),
            },
            (Value::String(text), _, _) if is_id(text) || native(attribute).is_some_and(|key| key.ends_with("_id")) => {
                Self::Mono(text.clone())
            }
            (value, _, _) => Self::Text(value_text(value)),
        })
    }
}

/// What a value of JSON is called among kinds.
fn kind_of_json(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => AttributeKind::Boolean.word(),
        Value::Number(_) => AttributeKind::Number.word(),
        Value::String(_) => AttributeKind::Text.word(),
        Value::Array(_) => AttributeKind::List.word(),
        Value::Object(_) => "object",
    }
}

/// Whether a text looks like what machines call things by: long, of letters and digits, without a space.
fn is_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.len() >= 16 && text.bytes().all(is_plain) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The native property that a line is, if it is one. A custom attribute may have the same key, but not the name.
pub fn native(attribute: &ProfileAttribute) -> Option<&'static str> {
    NATIVES.into_iter().find(|(key, name, _)| attribute.key == *key && attribute.name == *name).map(|(key, _, _)| key)
}

/// Native properties: the key, the name, and the trait that sets it, where one does.
pub const NATIVES: [(&str, &str, Option<&str>); 7] = [
    ("user_id", "User ID", None),
    ("visitor_id", "Visitor ID", None),
    ("name", "Name", Some("name")),
    ("email", "Email", Some("email")),
    ("language", "Language", Some("language")),
    ("avatar", "Avatar", Some("avatar")),
    ("created", "Created", Some("createdAt")),
];

/// The key by which a value is set; `None` where nobody can set it by hand.
pub fn settable(attribute: &ProfileAttribute) -> Option<String> {
    match native(attribute) {
        None => Some(attribute.key.clone()),
        Some(own) => NATIVES.into_iter().find(|(key, _, _)| *key == own)?.2.map(ToOwned::to_owned),
    }
}

/// The condition that finds everyone with the same value; `None` where no other user would share it.
pub fn condition_of(attribute: &ProfileAttribute) -> Option<DraftCondition> {
    let condition = match native(attribute) {
        None => {
            let test = test_of(attribute.kind, &attribute.value)?;
            json!({"attribute": {"key": attribute.key, "test": test}})
        }
        Some(key @ ("user_id" | "name" | "email" | "language")) => {
            json!({"property": {key: {"is": {"value": attribute.value.as_str()?}}}})
        }
        Some(_) => return None,
    };
    // A value can be longer than a condition takes.
    read_condition(&condition).is_ok().then_some(DraftCondition(condition))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::profile::Source;

    fn attribute(key: &str, kind: AttributeKind, value: Value, source: Source) -> ProfileAttribute {
        ProfileAttribute {
            key: key.into(),
            name: key.into(),
            kind,
            value,
            raw: None,
            source,
            integration: None,
            updated: None,
        }
    }

    #[test]
    fn values_are_shown_by_what_they_are() {
        let plan = attribute("plan", AttributeKind::Text, json!("pro"), Source::Sdk);
        assert_eq!(Shown::of(&plan), Some(Shown::Text("pro".into())));
        let admin = attribute("admin", AttributeKind::Boolean, json!(true), Source::Sdk);
        assert_eq!(Shown::of(&admin), Some(Shown::Truth(true)));
        let id = attribute("account", AttributeKind::Text, json!("5f2c9e7a-41d0-4b8e"), Source::Sdk);
        assert_eq!(Shown::of(&id), Some(Shown::Mono("5f2c9e7a-41d0-4b8e".into())));
        let user = ProfileAttribute {
            name: "User ID".into(),
            ..attribute("user_id", AttributeKind::Text, json!("u-1"), Source::Native)
        };
        assert_eq!(Shown::of(&user), Some(Shown::Mono("u-1".into())));
        let since = attribute("since", AttributeKind::Time, json!("1970-01-01T00:00:01.000Z"), Source::Sdk);
        assert_eq!(Shown::of(&since), Some(Shown::Time(Instant(1_000))));
        let topics = attribute("topics", AttributeKind::List, json!(["a", "b"]), Source::Csv);
        assert_eq!(Shown::of(&topics), Some(Shown::Items(vec!["a".into(), "b".into()])));
    }

    #[test]
    fn a_value_of_another_kind_is_shown_as_sent() {
        let missing = attribute("seats", AttributeKind::Number, Value::Null, Source::Sdk);
        assert_eq!(Shown::of(&missing), None);
        let raw = ProfileAttribute { raw: Some(json!("many")), ..missing };
        assert_eq!(Shown::of(&raw), Some(Shown::Raw("many".into(), "text; expected number".into())));
    }

    #[test]
    fn natives_are_told_from_attributes_with_their_keys() {
        let own = attribute("created", AttributeKind::Text, json!("by hand"), Source::Sdk);
        assert_eq!((native(&own), settable(&own).as_deref()), (None, Some("created")));
        let native_one = ProfileAttribute { name: "Created".into(), ..own.clone() };
        assert_eq!((native(&native_one), settable(&native_one).as_deref()), (Some("created"), Some("createdAt")));
        let id = ProfileAttribute { key: "user_id".into(), name: "User ID".into(), ..own };
        assert_eq!(settable(&id), None, "ids are the product's");
    }

    #[test]
    fn values_that_others_share_become_conditions() {
        let seats = attribute("seats", AttributeKind::Number, json!(7), Source::Sdk);
        let test = json!({"attribute": {"key": "seats", "test": {"number": {"equals": 7}}}});
        assert_eq!(condition_of(&seats), Some(DraftCondition(test)));
        let named = |key: &str, name: &str| ProfileAttribute {
            name: name.into(),
            ..attribute(key, AttributeKind::Text, json!("x"), Source::Native)
        };
        let email = json!({"property": {"email": {"is": {"value": "x"}}}});
        assert_eq!(condition_of(&named("email", "Email")), Some(DraftCondition(email)));
        assert_eq!(condition_of(&named("visitor_id", "Visitor ID")), None);
        let missing = attribute("plan", AttributeKind::Text, Value::Null, Source::Sdk);
        assert_eq!(condition_of(&missing), None);
    }
}
