//! Random documents that are not filters, or hardly any more.

use super::operand::pick;
use crate::filter::{node::Filter, property::Property};
use rand::Rng;
use serde_json::{Map, Value, json};

/// A filter's document with one place replaced, removed or doubled. Some stay valid.
#[must_use]
pub fn damaged(random: &mut impl Rng, filter: &Filter) -> Value {
    let mut document = filter.to_value();
    let places = count(&document);
    let mut place = random.random_range(0..places);
    damage(random, &mut document, &mut place);
    document
}

/// Values inside a value, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Walks to a place and damages it.
fn damage(random: &mut impl Rng, value: &mut Value, place: &mut usize) {
    if *place == 0 {
        harm(random, value);
    }
    // What is beyond the place that was found stays as it is.
    *place = place.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| damage(random, item, place)),
        Value::Object(map) => map.values_mut().for_each(|item| damage(random, item, place)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn harm(random: &mut impl Rng, value: &mut Value) {
    match (random.random_range(0..4), &mut *value) {
        (0, Value::Object(map)) => {
            map.insert(word(random).to_owned(), any_json(random, 2));
        }
        (1, Value::Object(map)) => {
            let keys: Vec<_> = map.keys().cloned().collect();
            if let Some(key) = keys.first() {
                map.remove(key);
            }
        }
        (2, Value::Array(items)) => items.push(any_json(random, 2)),
        (3, Value::String(text)) => text.push_str(pick(random, &["\0", "x", "-01", "é"])),
        _ => *value = any_json(random, 3),
    }
}

/// Words of documents, so that random values come near to filters.
fn word(random: &mut impl Rng) -> &'static str {
    const WORDS: [&str; 32] = [
        "version",
        "root",
        "all",
        "any",
        "not",
        "muted",
        "named",
        "property",
        "attribute",
        "event",
        "answer",
        "segment",
        "import",
        "experience",
        "test",
        "text",
        "number",
        "time",
        "list",
        "is",
        "one_of",
        "values",
        "value",
        "between",
        "from",
        "to",
        "within_last",
        "amount",
        "unit",
        "window",
        "where",
        "id",
    ];
    if random.random_ratio(1, 4) { pick(random, Property::ALL).word() } else { pick(random, &WORDS) }
}

/// Any JSON value, no deeper than so many levels.
#[must_use]
pub fn any_json(random: &mut impl Rng, levels: usize) -> Value {
    let kinds = if levels == 0 { 6 } else { 9 };
    match random.random_range(0..kinds) {
        0 => Value::Null,
        1 => json!(random.random::<bool>()),
        2 => json!(pick(random, &[0.0, -1.0, 1.5, 1e300, 10_001.0, 4_294_967_296.0])),
        3 => json!(word(random)),
        4 => json!(pick(random, &["", "\0", "7", "2026-02-30", "2026-01-01", "is_empty", "\u{202e}", "(", "a\"b/c~d"])),
        5 => json!("x".repeat(pick(random, &[201, 257, 1_025]))),
        6 => {
            let count = random.random_range(0..4);
            Value::Array((0..count).map(|_| any_json(random, levels - 1)).collect())
        }
        _ => {
            let count = random.random_range(0..3);
            let entry = |random: &mut _| (word(random).to_owned(), any_json(random, levels - 1));
            Value::Object((0..count).map(|_| entry(random)).collect::<Map<_, _>>())
        }
    }
}
