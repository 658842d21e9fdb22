//! Values as they were sent, as the kinds that tests are for. What is of another kind is empty.

use crate::filter::{
    clock::Clock,
    test::{Number, ValueTest},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether a value passes a test. `None` is a missing one.
pub(super) fn holds(test: &ValueTest, value: Option<&Value>, clock: &Clock) -> bool {
    match test {
        ValueTest::Text(test) => test.holds(value.and_then(Value::as_str)),
        ValueTest::Number(test) => test.holds(value.and_then(number)),
        ValueTest::Boolean(test) => test.holds(value.and_then(Value::as_bool)),
        ValueTest::Time(test) => {
            let at = value.and_then(Value::as_str).and_then(|text| clock.instant(text));
            clock.meaning(test).holds(at)
        }
        ValueTest::List(test) => test.holds(&value.and_then(list).unwrap_or_default()),
    }
}

/// The nearest double.
pub(super) fn number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}

/// A list of scalars as a set of texts; null among them is absent. A list of anything else is no list.
pub(super) fn list(value: &Value) -> Option<BTreeSet<String>> {
    let items = value.as_array()?.iter().filter(|item| !item.is_null());
    items.map(item).collect()
}

/// A scalar as an item: numbers in their shortest form, booleans as `true` and `false`.
pub(super) fn item(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(boolean) => Some(boolean.to_string()),
        Value::Number(_) => number(value).and_then(Number::new).map(|number| number.get().to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
