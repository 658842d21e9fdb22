//! Running statements inside a transaction.

use super::{
    Dialect, Error, Result, Sql, Value,
    column::{Column, arrays_text, columns},
};
use futures_util::TryStreamExt;
use sqlx::{Postgres, Row as _, Sqlite, postgres::PgRow, sqlite::SqliteRow};
use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// A row type that can be read from either database; `#[derive(sqlx::FromRow)]` makes one.
pub trait FromAnyRow: for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> + Send + Unpin {}

impl<T> FromAnyRow for T where T: for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> + Send + Unpin {}

/// Rows that one `insert` carries, largest first. Few sizes keep few prepared statements.
const ROWS_AT_ONCE: [usize; 5] = [256, 64, 16, 4, 1];

/// Rows that one statement carries as arrays.
const ARRAY: usize = 8_192;

pub(super) enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A transaction: either one state to read, or the only writer. Dropped without `commit`, it leaves nothing behind.
pub struct Transaction {
    // Dropped first, so that a running query ends before its transaction is rolled back.
    pub(super) _abandon: Abandon,
    pub(super) inner: Inner,
}

/// Tells a running SQLite query, when dropped, that nobody waits for it any more.
pub(super) struct Abandon(pub(super) Arc<AtomicBool>);

impl Drop for Abandon {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs the same call of sqlx on whichever database it is.
macro_rules! on_either {
    ($self:ident, $statement:ident, |$query:ident, $connection:ident| $call:expr) => {{
        let Sql { text, values } = $statement;
        match &mut $self.inner {
            Inner::Sqlite(transaction) => {
                let text = Dialect::Sqlite.translate(text);
                let $query = bind_sqlite(sqlx::query(sqlx::AssertSqlSafe(text)), values);
                let $connection = &mut **transaction;
                $call
            }
            Inner::Postgres(transaction) => {
                let text = Dialect::Postgres.translate(text);
                let $query = bind_postgres(sqlx::query(sqlx::AssertSqlSafe(text)), values);
                let $connection = &mut **transaction;
                $call
            }
        }
    }};
}

impl Transaction {
    /// Every row of a query.
    ///
    /// # Errors
    /// When the database does not answer, takes too long, or the rows are not of this type.
    pub async fn all<T: FromAnyRow>(&mut self, statement: Sql) -> Result<Vec<T>> {
        on_either!(self, statement, |query, connection| {
            let rows = query.fetch_all(connection).await?;
            rows.iter().map(|row| T::from_row(row).map_err(Error::from)).collect()
        })
    }

    /// Hands over every row of a query one by one, so that they are never in memory together.
    ///
    /// # Errors
    /// As [`Transaction::all`].
    pub async fn for_each<T: FromAnyRow>(&mut self, statement: Sql, mut take: impl FnMut(T) + Send) -> Result<()> {
        on_either!(self, statement, |query, connection| {
            let mut rows = query.fetch(connection);
            while let Some(row) = rows.try_next().await? {
                take(T::from_row(&row)?);
            }
            Ok(())
        })
    }

    /// As [`Transaction::for_each`], until `take` fails.
    ///
    /// # Errors
    /// As [`Transaction::all`], and what `take` fails with.
    pub async fn try_for_each<T: FromAnyRow, E: From<Error>>(
        &mut self,
        statement: Sql,
        mut take: impl FnMut(T) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        on_either!(self, statement, |query, connection| {
            let mut rows = query.fetch(connection);
            while let Some(row) = rows.try_next().await.map_err(Error::from)? {
                take(T::from_row(&row).map_err(Error::from)?)?;
            }
            Ok(())
        })
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// As [`Transaction::all`].
    pub async fn optional<T: FromAnyRow>(&mut self, statement: Sql) -> Result<Option<T>> {
        on_either!(self, statement, |query, connection| {
            let row = query.fetch_optional(connection).await?;
            row.map(|row| T::from_row(&row)).transpose().map_err(Error::from)
        })
    }

    /// The first row of a query that always has one.
    ///
    /// # Errors
    /// As [`Transaction::all`], and when there is no row.
    pub async fn one<T: FromAnyRow>(&mut self, statement: Sql) -> Result<T> {
        self.optional(statement).await?.ok_or(Error::Defect(sqlx::Error::RowNotFound))
    }

    /// The ids that a query selects as `column`, in no order. They cross as one value, in a third of the time that a
    /// million rows would take.
    ///
    /// # Errors
    /// As [`Transaction::all`].
    pub async fn ids(&mut self, Sql { text, values }: Sql, column: &'static str) -> Result<Vec<i64>> {
        let gather = |gather: &str| format!("select {gather}({column}) from ({text}) found");
        match &mut self.inner {
            Inner::Postgres(transaction) => {
                let query = bind_postgres(sqlx::query(sqlx::AssertSqlSafe(gather("array_agg"))), values);
                let ids: Option<Vec<i64>> = query.fetch_one(&mut **transaction).await?.try_get(0)?;
                Ok(ids.unwrap_or_default())
            }
            Inner::Sqlite(transaction) => {
                let text = Dialect::Sqlite.translate(gather("group_concat").into());
                let query = bind_sqlite(sqlx::query(sqlx::AssertSqlSafe(text)), values);
                let joined: Option<String> = query.fetch_one(&mut **transaction).await?.try_get(0)?;
                let ids = joined.iter().flat_map(|joined| joined.split(',')).map(str::parse);
                let ids: std::result::Result<_, _> = ids.collect();
                ids.map_err(|error: std::num::ParseIntError| sqlx::Error::Decode(error.into()).into())
            }
        }
    }

    /// How the database would run a query: a line a step, indented by depth.
    ///
    /// # Errors
    /// As [`Transaction::all`].
    pub async fn plan(&mut self, mut statement: Sql) -> Result<Vec<String>> {
        let dialect = self.dialect();
        statement.text = format!("{} {}", dialect.explain(), statement.text).into();
        match dialect {
            Dialect::Postgres => Ok(self.all::<(String,)>(statement).await?.into_iter().map(|(line,)| line).collect()),
            Dialect::Sqlite => {
                let mut depths = std::collections::HashMap::from([(0, 0)]);
                let rows: Vec<(i64, i64, i64, String)> = self.all(statement).await?;
                let lines = rows.into_iter().map(|(id, parent, _, detail)| {
                    let depth = depths.get(&parent).copied().unwrap_or(0);
                    depths.insert(id, depth + 1);
                    format!("{}{detail}", "  ".repeat(depth))
                });
                Ok(lines.collect())
            }
        }
    }

    /// Runs a statement and tells how many rows it touched.
    ///
    /// # Errors
    /// As [`Transaction::all`], and [`Error::Conflict`] where a key exists already.
    pub async fn execute(&mut self, statement: Sql) -> Result<u64> {
        on_either!(self, statement, |query, connection| Ok(query.execute(connection).await?.rows_affected()))
    }

    /// Inserts many rows: `insert` ends before `values`, `tail` follows them (`on conflict ...`, or nothing).
    ///
    /// # Errors
    /// As [`Transaction::execute`].
    pub async fn insert_many(&mut self, insert: &'static str, rows: Vec<Vec<Value>>, tail: &'static str) -> Result<()> {
        let Some(width) = rows.first().map(Vec::len) else { return Ok(()) };
        match self.dialect() {
            Dialect::Sqlite => {}
            Dialect::Postgres => return self.insert_columns(insert, rows, tail).await,
        }
        let most = self.dialect().most_values() / width;
        let mut left = rows.len();
        let mut rows = rows.into_iter();
        while left > 0 {
            // The last size is 1, which always fits.
            let size = ROWS_AT_ONCE.into_iter().find(|&size| size <= left && size <= most).unwrap_or(1);
            let values = rows.by_ref().take(size).flatten().collect();
            let text = values_text(self.dialect(), insert, size, width, tail);
            self.execute(Sql { text: Cow::Owned(text), values }).await?;
            left -= size;
        }
        Ok(())
    }

    /// The rows as one array a column: one short statement for any number of rows, which Postgres plans once.
    async fn insert_columns(&mut self, insert: &str, rows: Vec<Vec<Value>>, tail: &str) -> Result<()> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let columns = columns(rows.by_ref().take(ARRAY));
            let text = format!("{insert} select * from unnest({}) {tail}", arrays_text(&columns));
            match &mut self.inner {
                Inner::Sqlite(_) => {}
                Inner::Postgres(transaction) => {
                    let query = columns.into_iter().fold(sqlx::query(sqlx::AssertSqlSafe(text)), Column::bind);
                    query.execute(&mut **transaction).await?;
                }
            }
        }
        Ok(())
    }

    /// Makes what was written durable and visible.
    ///
    /// # Errors
    /// When the database could not commit; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await?,
            Inner::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// SQLite looks a numbered value's name up in a list, one by one; without numbers a thousand values bind much sooner.
pub(super) fn values_text(dialect: Dialect, insert: &str, rows: usize, width: usize, tail: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(insert.len() + tail.len() + rows * width * 6 + 16);
    text.push_str(insert);
    text.push_str(" values ");
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            text.push_str(if column == 0 { "" } else { ", " });
            match dialect {
                Dialect::Sqlite => text.push('?'),
                // Writing to a string cannot fail.
                Dialect::Postgres => drop(write!(text, "${}", row * width + column + 1)),
            }
        }
        text.push(')');
    }
    text.push(' ');
    text.push_str(tail);
    text
}

type SqliteQuery<'q> = sqlx::query::Query<'q, Sqlite, sqlx::sqlite::SqliteArguments>;
type PostgresQuery<'q> = sqlx::query::Query<'q, Postgres, sqlx::postgres::PgArguments>;

fn bind_sqlite(query: SqliteQuery<'_>, values: Vec<Value>) -> SqliteQuery<'_> {
    values.into_iter().fold(query, |query, value| match value {
        Value::Integer(value) => query.bind(value),
        Value::Real(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Boolean(value) => query.bind(value),
        // Lists are read by json_each.
        Value::Integers(values) => query.bind(serde_json::Value::from(values).to_string()),
        Value::Texts(values) => query.bind(serde_json::Value::from(values).to_string()),
    })
}

fn bind_postgres(query: PostgresQuery<'_>, values: Vec<Value>) -> PostgresQuery<'_> {
    values.into_iter().fold(query, |query, value| match value {
        Value::Integer(value) => query.bind(value),
        Value::Real(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Boolean(value) => query.bind(value),
        Value::Integers(values) => query.bind(values),
        Value::Texts(values) => query.bind(values),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_insert_of_rows_numbers_its_values() {
        assert_eq!(
            values_text(Dialect::Postgres, "insert into t (a, b)", 2, 2, "on conflict do nothing"),
            "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing"
        );
        assert_eq!(values_text(Dialect::Sqlite, "insert into t (a)", 2, 1, ""), "insert into t (a) values (?), (?) ");
    }
}
