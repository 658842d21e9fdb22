//! A row of any table, as values.

use super::Value;
use sqlx::{Column as _, Error, Row as _, TypeInfo as _, ValueRef as _, postgres::PgRow, sqlite::SqliteRow};

/// The values of a row, in the order of the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

macro_rules! from_row {
    ($row:ty) => {
        impl<'r> sqlx::FromRow<'r, $row> for Row {
            fn from_row(row: &'r $row) -> Result<Self, Error> {
                let value = |at: usize| {
                    let raw = row.try_get_raw(at)?;
                    if raw.is_null() {
                        return Ok(Value::Text(None));
                    }
                    match raw.type_info().name() {
                        "INTEGER" | "INT8" => row.try_get::<i64, _>(at).map(Value::from),
                        "REAL" | "FLOAT8" => row.try_get::<f64, _>(at).map(Value::from),
                        "TEXT" => row.try_get::<String, _>(at).map(Value::from),
                        "BOOL" => row.try_get::<bool, _>(at).map(Value::from),
                        other => {
                            let column = row.column(at).name();
                            Err(Error::Protocol(format!("the column {column} has a value of kind {other}")))
                        }
                    }
                };
                (0..row.len()).map(value).collect::<Result<_, _>>().map(Self)
            }
        }
    };
}

from_row!(SqliteRow);
from_row!(PgRow);
