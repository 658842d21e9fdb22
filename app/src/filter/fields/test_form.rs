//! How a test is written: an operator alone, or an operator with what it is given.

use serde_json::Value;

/// What tells the operator of a test apart in its menu; empty while none is chosen.
pub fn key_of(test: &Value) -> String {
    match (operator_of(test), operand_of(test)) {
        (Some("current"), Value::String(period)) => format!("current:{period}"),
        (word, _) => word.unwrap_or_default().to_owned(),
    }
}

/// The operator of a test.
pub fn operator_of(test: &Value) -> Option<&str> {
    match test {
        Value::String(word) => Some(word),
        Value::Object(map) => map.keys().next().map(String::as_str),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

/// What the operator of a test is given.
pub fn operand_of(test: &Value) -> &Value {
    test.as_object().and_then(|map| map.values().next()).unwrap_or(&Value::Null)
}
