//! What can go wrong in a database, told apart by what a caller does about it.

use thiserror::Error;

/// A failure of a database.
#[derive(Debug, Error)]
pub enum Error {
    /// It took longer than a query may.
    #[error("the query took too long and was stopped")]
    TooSlow,
    /// Another writer came between; the same work again may succeed.
    #[error("another change came between")]
    Conflict(#[source] sqlx::Error),
    /// Busy, full, locked or gone: a matter of the server, never of the request.
    #[error("the database does not answer as it should")]
    Unavailable(#[source] sqlx::Error),
    /// A statement that is wrong, or data that is not as expected: a defect of Rollcall.
    #[error("the database refused a statement")]
    Defect(#[source] sqlx::Error),
    /// Another process has it open, where nobody else may.
    #[error("the database is in use; stop the server, and whatever else has it open")]
    InUse,
    /// The address of the database cannot be read.
    #[error("{0}")]
    Address(String),
    /// The schema cannot be brought up to date.
    #[error("the schema could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// The result of a call to a database.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as Sqlx;
        let code = error.as_database_error().and_then(|inner| inner.code()).map(|code| code.into_owned());
        match (&error, code.as_deref()) {
            // Postgres: query_canceled. SQLite: SQLITE_INTERRUPT.
            (Sqlx::Database(_), Some("57014" | "9")) => Self::TooSlow,
            // Postgres: unique_violation, serialization_failure, deadlock_detected. SQLite: the constraints on keys.
            (Sqlx::Database(_), Some("23505" | "40001" | "40P01" | "1555" | "2067")) => Self::Conflict(error),
            // SQLite: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN, and their extended forms in the low byte.
            (Sqlx::Database(_), Some(number)) if is_sqlite_trouble(number) => Self::Unavailable(error),
            // Postgres: connection_exception, insufficient_resources, operator_intervention, system_error.
            (Sqlx::Database(_), Some(state))
                if state.len() == 5 && ["08", "53", "57", "58", "55"].contains(&&state[..2]) =>
            {
                Self::Unavailable(error)
            }
            (
                Sqlx::Io(_)
                | Sqlx::Tls(_)
                | Sqlx::Protocol(_)
                | Sqlx::PoolTimedOut
                | Sqlx::PoolClosed
                | Sqlx::WorkerCrashed
                | Sqlx::BeginFailed,
                _,
            ) => Self::Unavailable(error),
            _ => Self::Defect(error),
        }
    }
}

fn is_sqlite_trouble(code: &str) -> bool {
    code.len() < 5 && code.parse::<u32>().is_ok_and(|number| matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}
