//! Tests of what stands in JSON, which the databases would not test alike: the properties of an event.

use super::{
    calendar::Calendar,
    leaf::{PropertyLeaf, ValueProbe},
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Whether an event with these properties passes every test. What cannot be read has no properties.
pub(super) fn passes(properties: Option<&str>, leaves: &[PropertyLeaf], calendar: &Calendar) -> bool {
    let map = properties.and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok()).unwrap_or_default();
    leaves.iter().all(|leaf| {
        let holds = map.get(&leaf.key).is_some_and(|value| holds(&leaf.probe, value, calendar));
        holds != leaf.negated
    })
}

/// A value of another kind than the test is for is empty.
fn holds(probe: &ValueProbe, value: &Value, calendar: &Calendar) -> bool {
    match probe {
        ValueProbe::Text(probe) => value.as_str().is_some_and(|text| probe.holds(text)),
        ValueProbe::Number(probe) => value.as_f64().is_some_and(|number| probe.holds(number)),
        ValueProbe::Boolean(probe) => value.as_bool().is_some_and(|boolean| probe.holds(boolean)),
        ValueProbe::Time(probe) => {
            let at = value.as_str().and_then(|text| calendar.instant_of(text));
            at.is_some_and(|at| probe.holds(at))
        }
        ValueProbe::List(probe) => {
            value.as_array().and_then(|items| set_of(items)).is_some_and(|set| probe.holds(&set))
        }
    }
}

/// The items as texts; null is no item. `None` for what holds lists or objects.
fn set_of(items: &[Value]) -> Option<BTreeSet<String>> {
    let mut set = BTreeSet::new();
    for item in items {
        match item {
            Value::Null => {}
            Value::Bool(boolean) => drop(set.insert(boolean.to_string())),
            // The shortest text that reads as the same number; adding 0 makes -0 plain.
            Value::Number(number) => drop(set.insert((number.as_f64()? + 0.0).to_string())),
            Value::String(text) => drop(set.insert(text.clone())),
            Value::Array(_) | Value::Object(_) => return None,
        }
    }
    Some(set)
}
