//! Opening a database: its pools, its promises of durability, its limits.

use super::{
    Dialect, Error, Result,
    execute::{Abandon, Inner, Transaction},
    migrate::migrator,
};
use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, made when missing: `sqlite:/absolute/file` or `sqlite:file`.
    Sqlite(PathBuf),
    /// A server: `postgres://user@host/database`.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains(":memory:") {
                return Err(Error::Address("sqlite: is followed by the path of a file".into()));
            }
            Ok(Self::Sqlite(path.into()))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.into()))
        } else {
            Err(Error::Address("a database is sqlite:FILE or postgres://USER@HOST/DATABASE".into()))
        }
    }
}

/// Limits of an open database.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections that only read.
    pub readers: u32,
    /// How long one query may take before it is stopped; bulk reads set their own.
    pub query_time: Duration,
    /// How long to wait for a connection, or for the writer before.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 8, query_time: Duration::from_secs(10), wait: Duration::from_secs(30) }
    }
}

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    pub(super) pools: Pools,
    pub(super) options: Options,
}

#[derive(Clone)]
pub(super) enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres { writer: PgPool, readers: PgPool },
}

/// Held by the writing transaction on Postgres, so that several servers write one after the other; waited for as long as
/// is said.
const WRITER_LOCK: &str = "select set_config('lock_timeout', $1, true), pg_advisory_xact_lock(7302014771)";

/// What Postgres knows our connections by.
const USUAL: &str = "rollcall";

/// Virtual-machine steps of SQLite between two looks at the clock: some ten microseconds where pages are in memory. Where
/// each has to be read from a slow disk a step may take a millisecond, so that many more would overrun the limit by far.
const STEPS_BETWEEN_LOOKS: i32 = 1_000;

impl Database {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached or migrated.
    pub async fn open(url: &DatabaseUrl, options: Options) -> Result<Self> {
        let pools = match url {
            DatabaseUrl::Sqlite(path) => open_sqlite(path, &options).await?,
            DatabaseUrl::Postgres(address) => open_postgres(address, &options, USUAL).await?,
        };
        Ok(Self { pools, options })
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// A transaction that reads one state and cannot write; its queries are stopped after the usual time.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn snapshot(&self) -> Result<Transaction> {
        self.snapshot_for(self.options.query_time).await
    }

    /// A transaction that reads one state, whose queries together may take `time`.
    ///
    /// # Errors
    /// As [`Database::snapshot`].
    pub async fn snapshot_for(&self, time: Duration) -> Result<Transaction> {
        let abandoned = Arc::new(AtomicBool::new(false));
        let inner = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let mut transaction = begin_sqlite(readers, "begin").await?;
                let (abandoned, deadline) = (Arc::clone(&abandoned), Instant::now() + time);
                transaction.lock_handle().await?.set_progress_handler(STEPS_BETWEEN_LOOKS, move || {
                    !abandoned.load(Ordering::Relaxed) && Instant::now() < deadline
                });
                Inner::Sqlite(transaction)
            }
            Pools::Postgres { readers, .. } => {
                let begin = "begin transaction isolation level repeatable read, read only";
                let mut transaction = readers.begin_with(begin).await?;
                if time != self.options.query_time {
                    // A setting cannot be bound; this is a number of ours.
                    let text = format!("set local statement_timeout = {}", time.as_millis());
                    sqlx::query(sqlx::AssertSqlSafe(text)).execute(&mut *transaction).await?;
                }
                Inner::Postgres(transaction)
            }
        };
        Ok(Transaction { _abandon: Abandon(abandoned), inner })
    }

    /// The transaction that writes: there is one at a time, over all processes that use this database.
    ///
    /// # Errors
    /// When the writer before does not end in time.
    pub async fn write(&self) -> Result<Transaction> {
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => Inner::Sqlite(begin_sqlite(writer, "begin immediate").await?),
            Pools::Postgres { writer, .. } => {
                let mut transaction = writer.begin().await?;
                let wait = self.options.wait.as_millis().to_string();
                sqlx::query(WRITER_LOCK).bind(wait).execute(&mut *transaction).await?;
                Inner::Postgres(transaction)
            }
        };
        Ok(Transaction { _abandon: Abandon(Arc::new(AtomicBool::new(false))), inner })
    }

    /// Ends every connection, after their work; SQLite folds its log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

/// Makes a database on the server that `address` names.
///
/// # Errors
/// When the server cannot be reached or refuses, or the name is not plain.
pub async fn create_postgres_database(address: &str, name: &str) -> Result<()> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(Error::Address("a database's name is of a-z, 0-9 and _".into()));
    }
    let pool = PgPoolOptions::new().max_connections(1).connect(address).await?;
    // A name cannot be bound; this one was looked at.
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&pool).await?;
    pool.close().await;
    Ok(())
}

/// Makes the file when it is missing, readable by its owner only; what SQLite puts beside it takes the same rights.
pub(super) fn make_private(path: &std::path::Path) -> Result<()> {
    let mut file = std::fs::OpenOptions::new();
    file.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop).map_err(|error| Error::from(sqlx::Error::from(error)))
}

/// Begins a transaction. Where the disk fails, SQLite ends one by itself, and the connection does not know: it would count
/// the next one as a part of that, so that it is given up for a new one.
async fn begin_sqlite(pool: &SqlitePool, begin: &'static str) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>> {
    loop {
        match pool.begin_with(begin).await {
            Err(sqlx::Error::InvalidSavePointStatement) => pool.acquire().await?.close().await?,
            begun => return Ok(begun?),
        }
    }
}

async fn open_sqlite(path: &PathBuf, options: &Options) -> Result<Pools> {
    make_private(path)?;
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.wait)
        .pragma("secure_delete", "on")
        .pragma("temp_store", "memory")
        .pragma("mmap_size", "2147483648")
        // A group of messages touches some thousand pages, which are to be written once, at its end.
        .pragma("cache_size", "-65536")
        // 256 MB of log: pages that are written again and again reach the file once. A disk's speed is the limit.
        .pragma("wal_autocheckpoint", "65536")
        .pragma("journal_size_limit", "268435456");
    let pool = SqlitePoolOptions::new().acquire_timeout(options.wait).idle_timeout(None).max_lifetime(None);
    let writer = pool.clone().max_connections(1).connect_with(connect.clone()).await?;
    migrator(Dialect::Sqlite).run(&writer).await?;
    // Rows cross from SQLite's thread to the asking task; where they are many, a long queue spares both the waiting.
    let reader = connect.row_buffer_size(1_024).pragma("query_only", "on").pragma("cache_size", "-4096");
    let readers = pool.max_connections(options.readers).connect_with(reader).await?;
    Ok(Pools::Sqlite { writer, readers })
}

pub(super) async fn open_postgres(address: &str, options: &Options, name: &str) -> Result<Pools> {
    let connect = PgConnectOptions::from_str(address)?.application_name(name);
    let pool = PgPoolOptions::new().acquire_timeout(options.wait);
    let writer = pool.clone().max_connections(2).connect_with(connect.clone()).await?;
    migrator(Dialect::Postgres).run(&writer).await?;
    let readers = pool.max_connections(options.readers).connect_with(to_read(connect, options)).await?;
    Ok(Pools::Postgres { writer, readers })
}

/// Connections that only read.
pub(super) fn to_read(connect: PgConnectOptions, options: &Options) -> PgConnectOptions {
    let time = options.query_time.as_millis().to_string();
    connect.options([
        ("statement_timeout", time.as_str()),
        // Sets of users are compared by hashing only where they fit in this memory, and else row by row.
        ("work_mem", "128MB"),
        // Values are skewed: a plan for one value is wrong for another.
        ("plan_cache_mode", "force_custom_plan"),
        // Compiling a long filter takes longer than running it.
        ("jit", "off"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_databases() {
        let file = |path: &str| DatabaseUrl::Sqlite(path.into());
        assert_eq!("sqlite:/data/rollcall.db".parse::<DatabaseUrl>().unwrap(), file("/data/rollcall.db"));
        assert_eq!("sqlite:///data/rollcall.db".parse::<DatabaseUrl>().unwrap(), file("/data/rollcall.db"));
        assert!(matches!("postgres://a@b/c".parse::<DatabaseUrl>().unwrap(), DatabaseUrl::Postgres(_)));
        for text in ["", "sqlite:", "sqlite::memory:", "mysql://a@b/c"] {
            assert!(text.parse::<DatabaseUrl>().is_err(), "{text}");
        }
    }
}
