//! Rows turned into columns, each one array, as Postgres takes many rows soonest.

use super::Value;
use sqlx::{Postgres, postgres::PgArguments, query::Query};

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Column {
    Integers(Vec<Option<i64>>),
    Reals(Vec<Option<f64>>),
    Texts(Vec<Option<String>>),
    Booleans(Vec<Option<bool>>),
}

impl Column {
    /// An empty column for values like this one.
    fn of(value: &Value) -> Self {
        match value {
            Value::Integer(_) | Value::Integers(_) => Self::Integers(Vec::new()),
            Value::Real(_) => Self::Reals(Vec::new()),
            Value::Text(_) | Value::Texts(_) => Self::Texts(Vec::new()),
            Value::Boolean(_) => Self::Booleans(Vec::new()),
        }
    }

    /// Adds a value. One of another type would be a defect of a store; its place stays empty.
    fn push(&mut self, value: Value) {
        match (self, value) {
            (Self::Integers(column), Value::Integer(value)) => column.push(value),
            (Self::Reals(column), Value::Real(value)) => column.push(value),
            (Self::Texts(column), Value::Text(value)) => column.push(value),
            (Self::Booleans(column), Value::Boolean(value)) => column.push(value),
            (Self::Integers(column), _) => column.push(None),
            (Self::Reals(column), _) => column.push(None),
            (Self::Texts(column), _) => column.push(None),
            (Self::Booleans(column), _) => column.push(None),
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Self::Integers(_) => "bigint",
            Self::Reals(_) => "double precision",
            Self::Texts(_) => "text",
            Self::Booleans(_) => "boolean",
        }
    }

    pub(super) fn bind(query: Query<'_, Postgres, PgArguments>, column: Self) -> Query<'_, Postgres, PgArguments> {
        match column {
            Self::Integers(values) => query.bind(values),
            Self::Reals(values) => query.bind(values),
            Self::Texts(values) => query.bind(values),
            Self::Booleans(values) => query.bind(values),
        }
    }
}

/// Turns rows of one width into columns. A column has values of one type.
pub(super) fn columns(rows: impl Iterator<Item = Vec<Value>>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for row in rows {
        if columns.is_empty() {
            columns = row.iter().map(Column::of).collect();
        }
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    columns
}

/// `$1::bigint[], $2::text[]` for these columns.
pub(super) fn arrays_text(columns: &[Column]) -> String {
    let arrays = columns.iter().enumerate().map(|(at, column)| format!("${}::{}[]", at + 1, column.type_name()));
    arrays.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns() {
        let rows = [vec![1_i64.into(), "a".into()], vec![2_i64.into(), Value::Text(None)]];
        let columns = columns(rows.into_iter());
        assert_eq!(arrays_text(&columns), "$1::bigint[], $2::text[]");
        assert_eq!(columns, [Column::Integers(vec![Some(1), Some(2)]), Column::Texts(vec![Some("a".into()), None])]);
    }
}
