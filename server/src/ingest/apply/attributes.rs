//! Custom attributes of a user: which value stands, and the columns it goes into.

use crate::ingest::{
    decode::{number_text, parse_client_time},
    message::{AttributeContent, AttributeValue, Origin},
};
use shared::{api::catalogue::AttributeKind, time::Instant};

/// A user's value of an attribute, as far as a group of messages needs to know it.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeState {
    /// When its latest value was told.
    pub updated_at: i64,
    /// What is to be written; `None` while the database has it already.
    pub write: Option<AttributeWrite>,
    /// Whether at least `updated_at` is to be written.
    pub is_moved: bool,
}

impl AttributeState {
    /// This value stands against another that was merged into it: also against the same other if it comes again.
    pub fn prevail(&mut self, other: &Self) {
        if self.updated_at <= other.updated_at {
            self.updated_at = other.updated_at + 1;
            self.is_moved = true;
        }
    }
}

/// A value to write.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeWrite {
    /// The typed columns.
    pub columns: Columns,
    /// JSON, as sent; `None` when the value was removed.
    pub raw: Option<String>,
    /// Who told it.
    pub origin: Origin,
}

/// The typed columns of a value: at most one has a value, none for a value of another kind than the attribute's.
#[derive(Clone, Debug, PartialEq)]
pub enum Columns {
    /// Removed, or of another kind.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// An instant in milliseconds.
    Time(i64),
    /// Items, in rows of their own.
    Items(Vec<String>),
}

/// The kind that a first value gives its attribute.
#[must_use]
pub fn kind_of(content: &AttributeContent) -> AttributeKind {
    match content {
        AttributeContent::Text(text) if parse_time(text).is_some() => AttributeKind::Time,
        AttributeContent::Text(_) => AttributeKind::Text,
        AttributeContent::Number(_) => AttributeKind::Number,
        AttributeContent::Boolean(_) => AttributeKind::Boolean,
        AttributeContent::List(_) => AttributeKind::List,
    }
}

/// Only `YYYY-MM-DD` and RFC 3339 are times.
fn parse_time(text: &str) -> Option<Instant> {
    Instant::parse(text).or_else(|| Instant::parse_date(text))
}

/// The columns of a value in an attribute of this kind.
#[must_use]
pub fn columns(kind: AttributeKind, content: &AttributeContent) -> Columns {
    match (kind, content) {
        (AttributeKind::Text, AttributeContent::Text(text)) => Columns::Text(text.clone()),
        (AttributeKind::Time, AttributeContent::Text(text)) => {
            parse_time(text).map_or(Columns::Empty, |at| Columns::Time(at.0))
        }
        (AttributeKind::Number, AttributeContent::Number(number)) => Columns::Number(*number),
        (AttributeKind::Boolean, AttributeContent::Boolean(boolean)) => Columns::Boolean(*boolean),
        (AttributeKind::List, AttributeContent::List(items)) => Columns::Items(items.clone()),
        (
            AttributeKind::Text
            | AttributeKind::Number
            | AttributeKind::Boolean
            | AttributeKind::Time
            | AttributeKind::List,
            AttributeContent::Text(_)
            | AttributeContent::Number(_)
            | AttributeContent::Boolean(_)
            | AttributeContent::List(_),
        ) => Columns::Empty,
    }
}

/// The columns of a value in an attribute that somebody gave another kind: also of one that was sent as another kind,
/// where only one reading of it makes sense.
#[must_use]
pub fn converted(kind: AttributeKind, content: &AttributeContent) -> Columns {
    let of_its_kind = columns(kind, content);
    if of_its_kind != Columns::Empty {
        return of_its_kind;
    }
    match (kind, content) {
        (AttributeKind::Text, AttributeContent::Number(number)) => Columns::Text(number_text(*number)),
        (AttributeKind::Text, AttributeContent::Boolean(boolean)) => Columns::Text(boolean.to_string()),
        (AttributeKind::Number, AttributeContent::Text(text)) => {
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            // Adding 0 makes -0 plain.
            number.map_or(Columns::Empty, |number| Columns::Number(number + 0.0))
        }
        (AttributeKind::Boolean, AttributeContent::Text(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Columns::Boolean(true),
            "false" | "no" | "0" => Columns::Boolean(false),
            _ => Columns::Empty,
        },
        (AttributeKind::Boolean, AttributeContent::Number(number)) if *number == 1.0 => Columns::Boolean(true),
        (AttributeKind::Boolean, AttributeContent::Number(number)) if *number == 0.0 => Columns::Boolean(false),
        // Without a zone it is UTC.
        (AttributeKind::Time, AttributeContent::Text(text)) => {
            parse_client_time(text).map_or(Columns::Empty, |at| Columns::Time(at.0))
        }
        (AttributeKind::List, AttributeContent::Text(text)) if !text.is_empty() => Columns::Items(vec![text.clone()]),
        (AttributeKind::List, AttributeContent::Number(number)) => Columns::Items(vec![number_text(*number)]),
        (AttributeKind::List, AttributeContent::Boolean(boolean)) => Columns::Items(vec![boolean.to_string()]),
        (
            AttributeKind::Text
            | AttributeKind::Number
            | AttributeKind::Boolean
            | AttributeKind::Time
            | AttributeKind::List,
            AttributeContent::Text(_)
            | AttributeContent::Number(_)
            | AttributeContent::Boolean(_)
            | AttributeContent::List(_),
        ) => Columns::Empty,
    }
}

/// What is written for a value, or for its removal.
#[must_use]
pub fn write(kind: AttributeKind, value: Option<&AttributeValue>, origin: &Origin) -> AttributeWrite {
    AttributeWrite {
        columns: value.map_or(Columns::Empty, |value| columns(kind, &value.content)),
        raw: value.map(|value| value.raw.clone()),
        origin: origin.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> AttributeContent {
        AttributeContent::Text(text.into())
    }

    #[test]
    fn only_dates_and_instants_make_a_time() {
        assert_eq!(kind_of(&text("2025-11-23")), AttributeKind::Time);
        assert_eq!(kind_of(&text("2025-11-23T12:00:00+01:00")), AttributeKind::Time);
        for other in ["2025-11-23T12:00:00", "2025-11", "20251123", "1763899200", "today", ""] {
            assert_eq!(kind_of(&text(other)), AttributeKind::Text, "{other}");
        }
    }

    #[test]
    fn a_value_of_another_kind_has_no_column() {
        assert_eq!(columns(AttributeKind::Text, &text("2025-11-23")), Columns::Text("2025-11-23".into()));
        assert_eq!(columns(AttributeKind::Time, &text("2025-11-23")), Columns::Time(1_763_856_000_000));
        assert_eq!(columns(AttributeKind::Time, &text("soon")), Columns::Empty);
        assert_eq!(columns(AttributeKind::Number, &text("7")), Columns::Empty);
        assert_eq!(columns(AttributeKind::Text, &AttributeContent::Number(7.0)), Columns::Empty);
        assert_eq!(columns(AttributeKind::List, &AttributeContent::List(vec![])), Columns::Items(vec![]));
    }

    #[test]
    fn another_kind_takes_what_can_be_read_in_one_way() {
        let number = AttributeContent::Number;
        assert_eq!(converted(AttributeKind::Number, &text(" 42 ")), Columns::Number(42.0));
        assert_eq!(converted(AttributeKind::Text, &number(42.0)), Columns::Text("42".into()));
        assert_eq!(converted(AttributeKind::Text, &AttributeContent::Boolean(true)), Columns::Text("true".into()));
        assert_eq!(converted(AttributeKind::Boolean, &text("No")), Columns::Boolean(false));
        assert_eq!(converted(AttributeKind::Boolean, &number(1.0)), Columns::Boolean(true));
        assert_eq!(converted(AttributeKind::Time, &text("1970-01-01 00:00:01")), Columns::Time(1_000));
        assert_eq!(converted(AttributeKind::List, &text("a, b")), Columns::Items(vec!["a, b".into()]));
        for (kind, content) in [
            (AttributeKind::Number, text("inf")),
            (AttributeKind::Number, text("12 seats")),
            (AttributeKind::Number, AttributeContent::Boolean(true)),
            (AttributeKind::Boolean, number(2.0)),
            (AttributeKind::Time, number(1_763_856_000.0)),
            (AttributeKind::Text, AttributeContent::List(vec!["a".into()])),
            (AttributeKind::List, text("")),
        ] {
            assert_eq!(converted(kind, &content), Columns::Empty, "{kind:?} {content:?}");
        }
    }
}
