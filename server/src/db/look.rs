//! A database as it is, for whoever only looks: nothing is made and nothing brought up to date.

use super::{
    Database, DatabaseUrl, Dialect, Error, Options, Result,
    migrate::migrator,
    open::{Pools, to_read},
    sql,
};
use sqlx::{
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{str::FromStr, time::Duration};

/// How the schema of a database stands to what this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// There is none yet.
    Missing,
    /// It is as it should be, after so many steps.
    Current(usize),
    /// So many steps are missing, which the server takes when it starts.
    Behind(usize),
    /// It was brought further by a later version.
    Ahead,
    /// This step did not end, or was another one than this program knows.
    Different(i64),
}

/// Most faults of a file that are told.
const MOST_FAULTS: usize = 10;

impl Database {
    /// Opens a database that is there, only to read it, and leaves its schema alone.
    ///
    /// # Errors
    /// When it is not there, or cannot be reached.
    pub async fn look(url: &DatabaseUrl, options: Options) -> Result<Self> {
        let pools = match url {
            DatabaseUrl::Sqlite(path) => {
                let connect = SqliteConnectOptions::new().filename(path).busy_timeout(options.wait);
                let connect = connect
                    .pragma("query_only", "on")
                    .pragma("temp_store", "memory")
                    .pragma("mmap_size", "2147483648")
                    .row_buffer_size(1_024);
                let pool = SqlitePoolOptions::new().acquire_timeout(options.wait).max_connections(options.readers);
                let readers = pool.clone().connect_with(connect.clone()).await?;
                Pools::Sqlite { writer: pool.connect_lazy_with(connect), readers }
            }
            DatabaseUrl::Postgres(address) => {
                let connect = PgConnectOptions::from_str(address)?.application_name("rollcall");
                let connect = to_read(connect, &options);
                let pool = PgPoolOptions::new().acquire_timeout(options.wait).max_connections(options.readers);
                let readers = pool.clone().connect_with(connect.clone()).await?;
                Pools::Postgres { writer: pool.connect_lazy_with(connect), readers }
            }
        };
        Ok(Self { pools, options })
    }

    /// The version of the database's own program.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn version(&self) -> Result<String> {
        let text = match self.dialect() {
            Dialect::Sqlite => "select sqlite_version()",
            Dialect::Postgres => "select current_setting('server_version')",
        };
        let (version,): (String,) = self.snapshot().await?.one(sql(text)).await?;
        Ok(version)
    }

    /// Milliseconds of UTC by the clock of the database's machine; `None` where that is this machine.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn time(&self) -> Result<Option<i64>> {
        let text = match self.dialect() {
            Dialect::Sqlite => return Ok(None),
            Dialect::Postgres => "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
        };
        let (time,): (i64,) = self.snapshot().await?.one(sql(text)).await?;
        Ok(Some(time))
    }

    /// How the schema stands to what this program knows.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schema(&self) -> Result<Schema> {
        let text = match self.dialect() {
            Dialect::Sqlite => "select count(*) from sqlite_master where name = '_sqlx_migrations'",
            Dialect::Postgres => {
                "select count(*) from pg_tables where schemaname = current_schema() and tablename = '_sqlx_migrations'"
            }
        };
        let mut snapshot = self.snapshot().await?;
        let (tables,): (i64,) = snapshot.one(sql(text)).await?;
        if tables == 0 {
            return Ok(Schema::Missing);
        }
        let text = "select version, success, checksum from _sqlx_migrations order by version";
        let taken: Vec<(i64, bool, Vec<u8>)> = snapshot.all(sql(text)).await?;
        let known = migrator(self.dialect());
        let mut steps = known.iter();
        for (number, done, checksum) in &taken {
            let Some(step) = steps.next() else { return Ok(Schema::Ahead) };
            if step.version != *number || !done || step.checksum != *checksum {
                return Ok(Schema::Different(*number));
            }
        }
        let missing = steps.count();
        Ok(if missing > 0 { Schema::Behind(missing) } else { Schema::Current(taken.len()) })
    }

    /// Reads everything that is stored and tells the first faults, in the database's own words; `None` where the
    /// database looks after that itself. It takes a while.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn faults(&self, time: Duration) -> Result<Option<Vec<String>>> {
        match self.dialect() {
            Dialect::Postgres => return Ok(None),
            Dialect::Sqlite => {}
        }
        let mut snapshot = self.snapshot_for(time).await?;
        let rows: Vec<(String,)> = match snapshot.all(sql("select integrity_check from pragma_integrity_check")).await {
            Ok(rows) => rows,
            // So damaged that it cannot even be looked at.
            Err(Error::Defect(error)) => vec![(error.to_string(),)],
            Err(error) => return Err(error),
        };
        let mut faults: Vec<String> = rows.into_iter().map(|(fault,)| fault).filter(|fault| fault != "ok").collect();
        if faults.is_empty() {
            let text = "select \"table\", count(*) from pragma_foreign_key_check group by 1 order by 1";
            let rows: Vec<(String, i64)> = snapshot.all(sql(text)).await?;
            faults.extend(rows.into_iter().map(|(table, rows)| format!("{rows} rows of {table} hang on nothing")));
        }
        faults.truncate(MOST_FAULTS);
        Ok(Some(faults))
    }
}
