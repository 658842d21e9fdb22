//! A value as it is typed.

use crate::{
    profile::value::value_text,
    ui::{Typed, format, parse_number},
};
use serde_json::{Value, json};
use shared::{
    api::{catalogue::AttributeKind, profile::ProfileAttribute},
    time::Instant,
};

/// A value as it stands in its field.
pub fn written(attribute: &ProfileAttribute) -> String {
    match (&attribute.value, attribute.kind) {
        (Value::Array(items), _) => items.iter().map(value_text).collect::<Vec<_>>().join("\n"),
        (Value::Number(number), _) => number.to_string().replace('.', &format::separators().0.to_string()),
        (Value::String(text), AttributeKind::Time) => {
            Instant::parse(text).map_or_else(String::new, format::to_time_field)
        }
        (Value::Null, AttributeKind::Boolean) => "true".into(),
        (value, _) => value_text(value),
    }
}

/// The value that a field holds; else what is wrong with it.
pub fn read(kind: AttributeKind, text: &str) -> Result<Value, String> {
    match kind {
        AttributeKind::Number => number(text, format::separators()),
        AttributeKind::Time => {
            let at = format::of_time_field(text);
            at.map(|at| json!(at)).ok_or_else(|| "Give a date and a time.".into())
        }
        AttributeKind::Text | AttributeKind::Boolean | AttributeKind::List => plain(kind, text),
    }
}

fn number(text: &str, (decimal, group): (char, char)) -> Result<Value, String> {
    match parse_number(text, decimal, group) {
        Typed::Number(number) => Ok(json!(number)),
        Typed::Nothing | Typed::Wrong(_) => Err("Give a number.".into()),
    }
}

fn plain(kind: AttributeKind, text: &str) -> Result<Value, String> {
    let items: Vec<_> = text.lines().map(str::trim).filter(|item| !item.is_empty()).collect();
    match kind {
        AttributeKind::Boolean => Ok(json!(text == "true")),
        AttributeKind::List if items.is_empty() => Err("Give a value a line, or remove the attribute.".into()),
        AttributeKind::List => Ok(json!(items)),
        AttributeKind::Text | AttributeKind::Number | AttributeKind::Time if text.trim().is_empty() => {
            Err("Give a text, or remove the attribute.".into())
        }
        AttributeKind::Text | AttributeKind::Number | AttributeKind::Time => Ok(json!(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_has_the_kind_of_its_attribute() {
        assert_eq!(plain(AttributeKind::Text, "pro"), Ok(json!("pro")));
        assert_eq!(plain(AttributeKind::List, " a \n\nb c\n"), Ok(json!(["a", "b c"])));
        assert_eq!(plain(AttributeKind::Boolean, "false"), Ok(json!(false)));
        assert_eq!(number("1,5", (',', '.')), Ok(json!(1.5)));
        for (kind, text) in [(AttributeKind::Text, "  "), (AttributeKind::List, "\n")] {
            assert!(plain(kind, text).is_err());
        }
        assert!(number("many", ('.', ',')).is_err() && number("", ('.', ',')).is_err());
    }
}
