//! What a cell says of an attribute of some kind, or of a property.

use super::kind::number;
use crate::ingest::{self, AttributeContent, AttributeValue, NativeContent, NativeKey};
use shared::{api::catalogue::AttributeKind, time::Instant};

/// Most characters of a text that is kept.
const LONGEST: usize = 700;
const TOO_LONG: &str = "has more than 700 characters";
const NUL: &str = "holds the character NUL";

/// The value of a cell that is not empty.
///
/// # Errors
/// What is wrong with it: the end of a sentence that begins with the cell.
pub(in crate::imports) fn value(kind: AttributeKind, text: &str) -> Result<AttributeValue, &'static str> {
    if text.contains('\0') {
        return Err(NUL);
    }
    let plain = text.trim();
    match kind {
        AttributeKind::Text if text.chars().count() > LONGEST => Err(TOO_LONG),
        AttributeKind::Text => Ok(of_text(text)),
        AttributeKind::Number => {
            let number = number(plain).ok_or("is not a number")?;
            let raw = serde_json::Value::from(number).to_string().trim_end_matches(".0").to_owned();
            Ok(AttributeValue { content: AttributeContent::Number(number), raw })
        }
        AttributeKind::Boolean => {
            let boolean = match plain.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => true,
                "false" | "no" | "0" => false,
                _ => return Err("is not true or false"),
            };
            Ok(AttributeValue { content: AttributeContent::Boolean(boolean), raw: boolean.to_string() })
        }
        AttributeKind::Time if Instant::parse(plain).is_some() || Instant::parse_date(plain).is_some() => {
            Ok(of_text(plain))
        }
        // Without a zone it is UTC.
        AttributeKind::Time => time(plain).map(|at| of_text(&at.to_string())).ok_or(NO_TIME),
        AttributeKind::List => list(plain),
    }
}

/// The value of a cell that is not empty, for a property.
///
/// # Errors
/// As [`value`].
pub(in crate::imports) fn native_value(key: NativeKey, text: &str) -> Result<NativeContent, &'static str> {
    if text.contains('\0') {
        return Err(NUL);
    }
    match key {
        NativeKey::CreatedAt => time(text.trim()).map(|at| NativeContent::Time(at.0)).ok_or(NO_TIME),
        NativeKey::Name
        | NativeKey::FirstName
        | NativeKey::LastName
        | NativeKey::Email
        | NativeKey::Language
        | NativeKey::Locale
        | NativeKey::Avatar => {
            if text.chars().count() > LONGEST {
                return Err(TOO_LONG);
            }
            Ok(NativeContent::Text(text.to_owned()))
        }
    }
}

const NO_TIME: &str = "is not a date or time of ISO 8601";

fn of_text(text: &str) -> AttributeValue {
    let raw = serde_json::Value::from(text).to_string();
    AttributeValue { content: AttributeContent::Text(text.to_owned()), raw }
}

fn time(text: &str) -> Option<Instant> {
    ingest::parse_client_time(text)
}

/// JSON, or texts with semicolons between.
fn list(text: &str) -> Result<AttributeValue, &'static str> {
    let json = if text.starts_with('[') {
        text.to_owned()
    } else {
        let items: Vec<&str> = text.split(';').map(str::trim).filter(|item| !item.is_empty()).collect();
        serde_json::Value::from(items).to_string()
    };
    match ingest::read_value(&json) {
        Ok(Some(value)) => Ok(value),
        Ok(None) | Err(_) => Err("is not a list of texts and numbers"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(kind: AttributeKind, text: &str) -> Result<String, &'static str> {
        value(kind, text).map(|value| value.raw)
    }

    #[test]
    fn cells_are_read_by_their_attributes_kind() {
        assert_eq!(raw(AttributeKind::Text, " a\"b "), Ok("\" a\\\"b \"".into()));
        assert_eq!(raw(AttributeKind::Number, " -5 "), Ok("-5".into()));
        assert_eq!(raw(AttributeKind::Boolean, "Yes"), Ok("true".into()));
        assert_eq!(raw(AttributeKind::Time, "2025-11-23"), Ok("\"2025-11-23\"".into()));
        assert_eq!(raw(AttributeKind::Time, "2025-11-23 10:00:00"), Ok("\"2025-11-23T10:00:00.000Z\"".into()));
        assert_eq!(raw(AttributeKind::List, "[\"a\", 1]"), Ok("[\"a\",1]".into()));
        assert_eq!(raw(AttributeKind::List, "a; b"), Ok("[\"a\",\"b\"]".into()));
        assert_eq!(raw(AttributeKind::Number, "five"), Err("is not a number"));
        assert_eq!(raw(AttributeKind::Boolean, "maybe"), Err("is not true or false"));
        assert_eq!(raw(AttributeKind::Time, "soon"), Err(NO_TIME));
        assert_eq!(raw(AttributeKind::List, "[[1]]"), Err("is not a list of texts and numbers"));
        assert_eq!(raw(AttributeKind::Text, &"x".repeat(701)), Err(TOO_LONG));
        assert_eq!(raw(AttributeKind::Text, "a\0"), Err(NUL));
        assert_eq!(native_value(NativeKey::CreatedAt, "1970-01-01"), Ok(NativeContent::Time(0)));
        assert_eq!(native_value(NativeKey::Email, &"x".repeat(701)), Err(TOO_LONG));
    }
}
