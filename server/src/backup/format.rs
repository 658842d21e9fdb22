//! What a backup looks like: gzip around lines of JSON.
//!
//! ```text
//! {"rollcall_backup":1,"schema":5,"made":"2026-11-30T20:00:00.000Z","version":"0.1.0","database":"SQLite"}
//! {"table":"users","columns":[["user_id","integer"],["name","text"],...]}
//! [1187,"Mina",...]
//! {"rows":1}
//! ...
//! {"tables":{"users":1,...},"sha256":"..."}
//! ```
//!
//! The digest is of every byte before its line, inflated. True and false are 1 and 0. A float that JSON cannot write is
//! a text.

use crate::db::{ColumnKind, Value};
use serde::{Deserialize, Serialize};
use shared::time::Instant;
use std::collections::BTreeMap;

/// The format that this program writes and reads.
pub(super) const FORMAT: u64 = 1;

/// Tables that are not in a backup: who is signed in, and what signs in once, ends with a restore.
pub(super) const LEFT_OUT: [&str; 2] = ["links", "sessions"];

/// The first line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The format.
    pub rollcall_backup: u64,
    /// The latest step of the schema that the tables are of.
    pub schema: i64,
    /// The moment of the snapshot.
    pub made: Instant,
    /// The program that made it.
    pub version: String,
    /// The database that it was made from, by name.
    pub database: String,
}

/// What a column of the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Integer,
    Real,
    Text,
}

impl Kind {
    pub(super) fn of(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Integer | ColumnKind::Boolean => Self::Integer,
            ColumnKind::Real => Self::Real,
            ColumnKind::Text => Self::Text,
        }
    }
}

/// The line before a table's rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beginning {
    pub(super) table: String,
    pub(super) columns: Vec<(String, Kind)>,
}

/// The line behind a table's rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ending {
    pub(super) rows: u64,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seal {
    pub(super) tables: BTreeMap<String, u64>,
    pub(super) sha256: String,
}

/// A line behind the head that is no row.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Mark {
    Beginning(Beginning),
    Ending(Ending),
    Seal(Seal),
}

/// A value as it stands in a row.
pub(super) fn shown(value: Value) -> serde_json::Value {
    match value {
        Value::Integer(value) => value.into(),
        Value::Boolean(value) => value.map(i64::from).into(),
        Value::Text(value) => value.into(),
        Value::Real(Some(value)) if !value.is_finite() => value.to_string().into(),
        Value::Real(value) => value.into(),
        // No column holds a list.
        Value::Integers(_) | Value::Texts(_) => serde_json::Value::Null,
    }
}

/// A value out of a row; `None` when it is of another kind than its column.
pub(super) fn read(value: serde_json::Value, kind: Kind) -> Option<Value> {
    use serde_json::Value as Json;
    match (kind, value) {
        (Kind::Integer, Json::Null) => Some(Value::Integer(None)),
        (Kind::Real, Json::Null) => Some(Value::Real(None)),
        (Kind::Text, Json::Null) => Some(Value::Text(None)),
        (Kind::Integer, Json::Number(number)) => number.as_i64().map(Value::from),
        (Kind::Real, Json::Number(number)) => number.as_f64().map(Value::from),
        (Kind::Real, Json::String(text)) => {
            text.parse::<f64>().ok().filter(|value| !value.is_finite()).map(Value::from)
        }
        (Kind::Text, Json::String(text)) => Some(text.into()),
        (Kind::Integer | Kind::Real | Kind::Text, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(value: Value, kind: Kind) -> Value {
        let text = shown(value).to_string();
        read(serde_json::from_str(&text).unwrap(), kind).unwrap()
    }

    #[test]
    fn values_come_back_as_they_went() {
        for number in [0, -1, i64::MAX, i64::MIN, 1 << 53, (1 << 53) + 1] {
            assert_eq!(back(number.into(), Kind::Integer), number.into());
        }
        for number in [0.1, -0.0, 5.0, f64::MAX, f64::MIN_POSITIVE, 5e-324, f64::INFINITY, f64::NEG_INFINITY] {
            let Value::Real(Some(read)) = back(number.into(), Kind::Real) else { panic!("{number} is a float") };
            assert_eq!(read.to_bits(), number.to_bits());
        }
        for text in ["", "NULL", "\\N", "it's \"quoted\"", "a\tb\r\nc\u{2028}\u{7f}\u{1}", "👩‍👩‍👧 — \u{10ffff}", "NaN"]
        {
            assert_eq!(back(text.into(), Kind::Text), text.into());
        }
        assert_eq!(back(true.into(), Kind::Integer), 1_i64.into());
        assert_eq!(back(Value::Boolean(None), Kind::Integer), Value::Integer(None));
        assert_eq!(back(Value::Text(None), Kind::Real), Value::Real(None));
    }

    #[test]
    fn values_of_another_kind_are_refused() {
        let wrong = [(Kind::Integer, "1.5"), (Kind::Integer, "\"1\""), (Kind::Integer, "9223372036854775808")];
        let more = [(Kind::Real, "\"1.5\""), (Kind::Text, "1"), (Kind::Text, "[]"), (Kind::Real, "true")];
        for (kind, text) in wrong.into_iter().chain(more) {
            assert_eq!(read(serde_json::from_str(text).unwrap(), kind), None, "{kind:?} {text}");
        }
    }
}
