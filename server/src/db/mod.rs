//! The one place that knows that there are two databases, SQLite and Postgres.
//!
//! Everybody else writes SQL text once, in the form that Postgres reads (`$1`, `= any($1)`, `strpos`), and gets the
//! same answers from both. Invariants: no table is known here; writes go through one transaction at a time, so that
//! the order of commits is the order of the `changes`; reads see one state from their first statement to their last.

mod bulk;
mod column;
mod dialect;
mod error;
mod execute;
mod look;
mod migrate;
mod open;
mod row;
mod schema;
mod size;
mod sql;
mod value;

pub use bulk::Rebuild;
pub use dialect::Dialect;
pub use error::{Error, Result};
pub use execute::{FromAnyRow, Transaction};
pub use look::Schema;
pub use open::{Database, DatabaseUrl, Options, create_postgres_database};
pub use row::Row;
pub use schema::{ColumnKind, Table};
pub use sql::{Sql, sql};
pub use value::Value;
