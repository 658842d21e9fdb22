//! Values of attributes as text.

use crate::ui::format;
use serde_json::Value;
use shared::{
    api::{
        catalogue::AttributeKind,
        profile::{ProfileAttribute, Source},
    },
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
    /// A list.
    Items(Vec<String>),
    /// Sent as another kind than the attribute has.
    Raw(String),
}

impl Shown {
    /// How a value is shown; nothing where there is none at all.
    pub fn of(attribute: &ProfileAttribute) -> Option<Self> {
        let is_id = attribute.source == Source::Native && attribute.key.ends_with("_id");
        match (&attribute.value, &attribute.raw, attribute.kind) {
            (Value::Null, None, _) => None,
            (Value::Null, Some(raw), _) => Some(Self::Raw(value_text(raw))),
            (Value::Array(items), _, _) => Some(Self::Items(items.iter().map(value_text).collect())),
            (Value::String(text), _, AttributeKind::Time) => {
                Some(Self::Text(Instant::parse(text).map_or_else(|| text.clone(), format::day_and_time)))
            }
            (value, _, _) if is_id => Some(Self::Mono(value_text(value))),
            (value, _, _) => Some(Self::Text(value_text(value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
        let text = |value| Some(Shown::Text(String::from(value)));
        let plan = attribute("plan", AttributeKind::Text, json!("pro"), Source::Sdk);
        assert_eq!(Shown::of(&plan), text("pro"));
        let admin = attribute("admin", AttributeKind::Boolean, json!(true), Source::Sdk);
        assert_eq!(Shown::of(&admin), text("true"));
        let user = attribute("user_id", AttributeKind::Text, json!("u-1"), Source::Native);
        assert_eq!(Shown::of(&user), Some(Shown::Mono("u-1".into())));
        let topics = attribute("topics", AttributeKind::List, json!(["a", "b"]), Source::Csv);
        assert_eq!(Shown::of(&topics), Some(Shown::Items(vec!["a".into(), "b".into()])));
    }

    #[test]
    fn a_value_of_another_kind_is_shown_as_sent() {
        let missing = attribute("seats", AttributeKind::Number, Value::Null, Source::Sdk);
        assert_eq!(Shown::of(&missing), None);
        let raw = ProfileAttribute { raw: Some(json!("many")), ..missing };
        assert_eq!(Shown::of(&raw), Some(Shown::Raw("many".into())));
    }
}
