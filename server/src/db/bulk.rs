//! Loading millions of rows: without indexes while they come, and with the quickest way in that a database has.
//!
//! Invariant: one transaction holds the whole load, the dropping and the making of indexes included, so that a load
//! that is cut short leaves the database as it was.

use super::{
    Database, DatabaseUrl, Dialect, Error, Options, Result, Sql, Transaction, Value,
    execute::{Inner, values_text},
    migrate::migrator,
    open::{Pools, make_private, open_postgres},
    sql,
};
use sqlx::{
    ConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{borrow::Cow, path::Path, time::Duration};

/// Rows that one statement carries on SQLite, largest first.
const ROWS_AT_ONCE: [usize; 6] = [1024, 256, 64, 16, 4, 1];

/// What was dropped for a load and is to be made again after it.
#[derive(Debug)]
pub struct Rebuild {
    /// The name of an index or constraint.
    pub name: String,
    create: String,
}

impl Database {
    /// Opens an empty database for one large load: SQLite without its log and without waiting for the disk, which
    /// is safe only because there is nothing to lose yet. Where another process has the file open, it is opened as
    /// usual. [`Database::close_loaded`] makes what was loaded durable.
    ///
    /// # Errors
    /// When it cannot be reached or migrated.
    pub async fn open_to_load(url: &DatabaseUrl, options: Options) -> Result<Self> {
        if let DatabaseUrl::Sqlite(path) = url
            && let Ok(pool) = sqlite_pool_to_load(path, SqliteSynchronous::Off).await
        {
            migrator(Dialect::Sqlite).run(&pool).await?;
            return Ok(Self { pools: Pools::Sqlite { writer: pool.clone(), readers: pool }, options });
        }
        Self::open(url, options).await
    }

    /// Opens a database that is to be changed as a whole: nobody else may have it open, and nobody can as long as its
    /// transaction lasts. On SQLite references are not looked at row by row; [`Transaction::check_references`] looks at
    /// them all. [`Database::close_loaded`] ends it.
    ///
    /// # Errors
    /// When another process has it open, or it cannot be reached or migrated.
    pub async fn open_alone(url: &DatabaseUrl, options: Options) -> Result<Self> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                make_private(path)?;
                let pool = sqlite_pool_to_load(path, SqliteSynchronous::Full).await;
                let pool = pool.map_err(|error| if is_busy(&error) { Error::InUse } else { error.into() })?;
                migrator(Dialect::Sqlite).run(&pool).await?;
                Ok(Self { pools: Pools::Sqlite { writer: pool.clone(), readers: pool }, options })
            }
            DatabaseUrl::Postgres(address) => {
                let pools = open_postgres(address, &options, "rollcall alone").await?;
                let database = Self { pools, options };
                // Connections that were closed a moment ago may still be listed.
                for _ in 0..20 {
                    let (others,): (i64,) = database.snapshot().await?.one(sql(OTHERS)).await?;
                    if others == 0 {
                        return Ok(database);
                    }
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                database.close().await;
                Err(Error::InUse)
            }
        }
    }

    /// Closes a database that [`Database::open_to_load`] opened, once what it holds has reached the disk.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn close_loaded(self, url: &DatabaseUrl) -> Result<()> {
        self.close().await;
        if let DatabaseUrl::Sqlite(path) = url {
            let path = path.clone();
            let synced = tokio::task::spawn_blocking(move || std::fs::File::open(path)?.sync_all()).await;
            synced.map_err(std::io::Error::other).flatten().map_err(sqlx::Error::Io)?;
        }
        // Opening as usual puts SQLite's log back.
        Self::open(url, Options { readers: 1, ..self.options }).await?.close().await;
        Ok(())
    }

    /// Counts what the planner wants to know; on Postgres also marks what is visible to all, so that an index alone
    /// can answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn analyze(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                // A sample tells enough of an index of many millions.
                sqlx::query("pragma analysis_limit = 2000").execute(writer).await?;
                sqlx::query("analyze").execute(writer).await?;
            }
            Pools::Postgres { writer, .. } => {
                sqlx::query("vacuum (analyze)").execute(writer).await?;
            }
        }
        Ok(())
    }
}

/// Whether another connection is in the way.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|inner| inner.code()?.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 5 | 6))
}

async fn sqlite_pool_to_load(path: &Path, synchronous: SqliteSynchronous) -> sqlx::Result<sqlx::SqlitePool> {
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Truncate)
        .synchronous(synchronous)
        // Those who load make sure of them; looking at each row would double the time.
        .foreign_keys(false)
        .busy_timeout(Duration::from_secs(1))
        .pragma("secure_delete", "on")
        // Sorting for an index is done in files, within the cache's size of memory.
        .pragma("temp_store", "file")
        .pragma("cache_size", "-65536")
        .pragma("threads", "2")
        // Making an index of millions takes its time, and is no news.
        .disable_statement_logging();
    SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).connect_with(connect).await
}

impl Transaction {
    /// Drops every index, and on Postgres every key, of these tables, and says how to make them again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_indexes(&mut self, tables: &[&str]) -> Result<Vec<Rebuild>> {
        let tables: Vec<String> = tables.iter().map(|table| (*table).to_owned()).collect();
        let rows: Vec<(String, String, String)> = match self.dialect() {
            Dialect::Sqlite => self.all(sql(SQLITE_INDEXES).bind(tables)).await?,
            Dialect::Postgres => {
                self.execute(sql("set local maintenance_work_mem = '256MB'")).await?;
                let mut rows = self.all(sql(POSTGRES_CONSTRAINTS).bind(tables.clone())).await?;
                rows.extend(self.all::<(String, String, String)>(sql(POSTGRES_INDEXES).bind(tables)).await?);
                rows
            }
        };
        let mut rebuild = Vec::with_capacity(rows.len());
        for (name, drop, create) in rows {
            self.execute(Sql::built(drop)).await?;
            rebuild.push(Rebuild { name, create });
        }
        // Foreign keys were dropped first and come back last: they need the keys that they lead to.
        rebuild.reverse();
        Ok(rebuild)
    }

    /// Makes one of them again.
    ///
    /// # Errors
    /// When the database fails, or what was loaded breaks the constraint.
    pub async fn rebuild(&mut self, one: Rebuild) -> Result<()> {
        self.execute(Sql::built(one.create)).await.map(|_| ())
    }

    /// Loads rows that are new: `columns` in the order of the values, which follow each other row by row.
    ///
    /// # Errors
    /// When the database fails or a key exists already.
    pub async fn load(&mut self, table: &str, columns: &str, values: Vec<Value>) -> Result<()> {
        if let Inner::Postgres(transaction) = &mut self.inner {
            let width = columns.split(',').count();
            let statement = format!("copy {table} ({columns}) from stdin");
            let mut copy = transaction.copy_in_raw(&statement).await?;
            copy.send(copy_text(&values, width)).await?;
            copy.finish().await?;
            return Ok(());
        }
        self.load_by_inserts(table, columns, values).await
    }

    async fn load_by_inserts(&mut self, table: &str, columns: &str, values: Vec<Value>) -> Result<()> {
        let width = columns.split(',').count();
        let most = self.dialect().most_values() / width;
        let insert = format!("insert into {table} ({columns})");
        let mut left = values.len() / width;
        let mut values = values.into_iter();
        while left > 0 {
            // The last size is 1, which always fits.
            let size = ROWS_AT_ONCE.into_iter().find(|&size| size <= left && size <= most).unwrap_or(1);
            let text = values_text(self.dialect(), &insert, size, width, "");
            let values = values.by_ref().take(size * width).collect();
            self.execute(Sql { text: Cow::Owned(text), values }).await?;
            left -= size;
        }
        Ok(())
    }
}

/// How many connections of ours are open that were opened as usual.
const OTHERS: &str = "select count(*) from pg_stat_activity \
    where datname = current_database() and application_name = 'rollcall'";

/// Name, statement that drops, statement that makes.
const SQLITE_INDEXES: &str = "select name, 'drop index ' || name, sql from sqlite_master \
    where type = 'index' and sql is not null and tbl_name = any($1) order by name";

const POSTGRES_INDEXES: &str = "select indexname::text, 'drop index ' || indexname, indexdef from pg_indexes \
    where schemaname = current_schema() and tablename = any($1) \
    and not exists (select 1 from pg_constraint where conname = indexname) order by indexname";

/// Foreign keys from and to the tables come first, since keys that they lead to cannot be dropped before them.
const POSTGRES_CONSTRAINTS: &str = "select conname::text, \
    'alter table ' || conrelid::regclass || ' drop constraint ' || conname, \
    'alter table ' || conrelid::regclass || ' add constraint ' || conname || ' ' || pg_get_constraintdef(oid) \
    from pg_constraint where contype in ('p', 'u', 'f') and connamespace = current_schema()::regnamespace \
    and (conrelid::regclass::text = any($1) or confrelid::regclass::text = any($1)) order by contype <> 'f', conname";

/// The text form of `copy`: tabs between values, `\N` for none.
fn copy_text(values: &[Value], width: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut text = Vec::with_capacity(values.len() * 12);
    for (index, value) in values.iter().enumerate() {
        // Writing to a vector cannot fail.
        let _ = match value {
            Value::Integer(Some(value)) => write!(text, "{value}"),
            // The shortest form that reads back as the same number.
            Value::Real(Some(value)) => write!(text, "{value:?}"),
            Value::Boolean(Some(value)) => text.write_all(if *value { b"t" } else { b"f" }),
            Value::Text(Some(value)) => {
                copy_escaped(&mut text, value);
                Ok(())
            }
            Value::Integer(None) | Value::Real(None) | Value::Boolean(None) | Value::Text(None) => {
                text.write_all(b"\\N")
            }
            // No column holds a list.
            Value::Integers(_) | Value::Texts(_) => text.write_all(b"\\N"),
        };
        text.push(if (index + 1) % width == 0 { b'\n' } else { b'\t' });
    }
    text
}

fn copy_escaped(text: &mut Vec<u8>, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'\\' => text.extend(b"\\\\"),
            b'\n' => text.extend(b"\\n"),
            b'\r' => text.extend(b"\\r"),
            b'\t' => text.extend(b"\\t"),
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_text_escapes_what_would_end_a_value() {
        let values =
            [Value::from(-7_i64), Value::from("a\tb\\n\nc"), Value::Text(None), Value::from(0.1), Value::from(true)];
        let text = String::from_utf8(copy_text(&values, 5)).unwrap();
        assert_eq!(text, "-7\ta\\tb\\\\n\\nc\t\\N\t0.1\tt\n");
    }
}
