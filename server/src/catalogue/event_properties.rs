//! What the properties of events are, read off some of them.

use super::counts::few;
use serde_json::{Map, Value};
use shared::{
    api::{catalogue::AttributeKind, events::EventProperty},
    filter::test::Day,
    time::Instant,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What stands in an event's properties. What cannot be read has none.
fn read(properties: &str) -> Map<String, Value> {
    serde_json::from_str(properties).unwrap_or_default()
}

/// The kind of test that a value takes; objects take none.
fn kind(value: &Value) -> Option<AttributeKind> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(_) => Some(AttributeKind::Boolean),
        Value::Number(_) => Some(AttributeKind::Number),
        Value::String(text) if Instant::parse(text).is_some() || Day::parse(text).is_some() => {
            Some(AttributeKind::Time)
        }
        Value::String(_) => Some(AttributeKind::Text),
        Value::Array(_) => Some(AttributeKind::List),
    }
}

/// Characters that are shown of a sample.
const SHOWN: usize = 80;

/// How often a property has values of each kind, and its values.
#[derive(Default)]
struct Found {
    kinds: [usize; AttributeKind::ALL.len()],
    texts: Vec<String>,
}

/// The properties that events have, by key, each with its most common kind and a few values.
pub(super) fn fields(events: impl Iterator<Item = String>) -> Vec<EventProperty> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for (key, value) in events.flat_map(|properties| read(&properties)) {
        let place = kind(&value).and_then(|kind| AttributeKind::ALL.iter().position(|other| *other == kind));
        if let Some(place) = place {
            let found = found.entry(key).or_default();
            found.kinds[place] += 1;
            found.texts.extend(texts(&value).into_iter().map(|text| text.chars().take(SHOWN).collect()));
        }
    }
    let field = |(key, Found { kinds: counts, texts }): (String, Found)| {
        // Of kinds that are equally common the first.
        let most = counts.iter().copied().max().unwrap_or_default();
        let kind = AttributeKind::ALL.into_iter().zip(counts).find(|(_, count)| *count == most);
        kind.map(|(kind, _)| EventProperty { key, kind, samples: few(texts.into_iter()) })
    };
    found.into_iter().filter_map(field).collect()
}

/// The texts that a value is suggested as: those that a condition finds it by.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Object(_) => Vec::new(),
        Value::Bool(boolean) => vec![boolean.to_string()],
        // Adding 0 makes -0 plain.
        Value::Number(number) => number.as_f64().map(|number| (number + 0.0).to_string()).into_iter().collect(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().filter(|item| !item.is_array()).flat_map(texts).collect(),
    }
}

/// Values of one property and the users of events with each.
#[derive(Debug, Default)]
pub(super) struct ValueUsers(HashMap<String, HashSet<i64>>);

impl ValueUsers {
    /// Adds the values of one user's event.
    pub(super) fn add(&mut self, user_id: i64, properties: &str, key: &str) {
        let value = read(properties).remove(key).unwrap_or_default();
        for text in texts(&value).into_iter().filter(|text| !text.is_empty()) {
            self.0.entry(text).or_default().insert(user_id);
        }
    }

    /// Each value with its number of users.
    pub(super) fn counts(self) -> impl Iterator<Item = (String, u64)> {
        self.0.into_iter().map(|(value, users)| (value, users.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_has_the_kind_that_its_values_most_often_have() {
        let events = [
            r#"{"at":"2026-01-02","n":1,"source":"ad","tags":["a"],"ok":true,"o":{}}"#,
            r#"{"at":"2026-01-02T10:00:00Z","n":"1","source":"","tags":[],"ok":false}"#,
            r#"{"n":2,"source":"2026-01-02"}"#,
            "not JSON",
        ];
        let found = fields(events.into_iter().map(str::to_owned));
        assert_eq!(found[1].samples, ["1", "2"]);
        let fields: Vec<_> =
            fields(events.into_iter().map(str::to_owned)).into_iter().map(|f| (f.key, f.kind)).collect();
        let wanted = [
            ("at", AttributeKind::Time),
            ("n", AttributeKind::Number),
            ("ok", AttributeKind::Boolean),
            ("source", AttributeKind::Text),
            ("tags", AttributeKind::List),
        ];
        assert_eq!(fields, wanted.map(|(key, kind)| (key.to_owned(), kind)));
    }

    #[test]
    fn users_of_a_value_count_once() {
        let mut values = ValueUsers::default();
        let events = [
            (1, r#"{"k":"a","l":1}"#),
            (1, r#"{"k":"a"}"#),
            (2, r#"{"k":["a",1.5,[3],null,true]}"#),
            (3, r#"{"k":{}}"#),
            (4, r#"{"k":""}"#),
        ];
        events.iter().for_each(|(user_id, properties)| values.add(*user_id, properties, "k"));
        let mut counts: Vec<_> = values.counts().collect();
        counts.sort();
        assert_eq!(counts, [("1.5".into(), 1), ("a".into(), 2), ("true".into(), 1)]);
    }
}
