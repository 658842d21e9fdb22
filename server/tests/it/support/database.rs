//! An empty database of its own for each test.

use server::db::{Database, DatabaseUrl, Options, sql};
use std::{ops::Deref, time::Duration};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own on the server that `ROLLCALL_TEST_POSTGRES` names.
    Postgres,
}

/// An open database that goes away with the test.
pub struct TestDatabase {
    pub database: Database,
    pub url: String,
    pub kind: Kind,
    folder: TempDir,
}

impl TestDatabase {
    pub async fn open(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match kind {
            Kind::Sqlite => format!("sqlite:{}", folder.path().join("rollcall.db").display()),
            Kind::Postgres => new_postgres_database().await,
        };
        let database = Database::open(&url.parse().unwrap(), options()).await.unwrap();
        Self { database, url, kind, folder }
    }

    /// Ends every connection, for somebody who is to have the database alone; [`TestDatabase::reopen`] opens it again.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Opens a database that was closed.
    pub async fn reopen(&mut self) {
        self.reopen_with(options()).await;
    }

    /// Opens a database that was closed, with other limits.
    pub async fn reopen_with(&mut self, options: Options) {
        self.database = Database::open(&self.url.parse().unwrap(), options).await.unwrap();
    }

    /// Opens an empty database on a server of Postgres.
    pub async fn at(url: &str, options: Options) -> Self {
        let database = Database::open(&url.parse().unwrap(), options).await.unwrap();
        Self { database, url: url.to_owned(), kind: Kind::Postgres, folder: tempfile::tempdir().unwrap() }
    }

    /// A data folder for a server on this database.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// One number from a query that answers with one.
    pub async fn number(&self, text: &'static str) -> i64 {
        let (number,): (i64,) = self.database.snapshot().await.unwrap().one(sql(text)).await.unwrap();
        number
    }
}

impl Deref for TestDatabase {
    type Target = Database;
    fn deref(&self) -> &Database {
        &self.database
    }
}

fn options() -> Options {
    Options { readers: 3, query_time: Duration::from_secs(20), wait: Duration::from_secs(60) }
}

async fn new_postgres_database() -> String {
    let server = std::env::var("ROLLCALL_TEST_POSTGRES")
        .expect("ROLLCALL_TEST_POSTGRES names a Postgres server; `cargo xtask test` starts one");
    let name = format!("test_{}", hex::encode(rand::random::<[u8; 8]>()));
    server::db::create_postgres_database(&server, &name).await.unwrap();
    let (root, _) = server.rsplit_once('/').unwrap();
    let url = format!("{root}/{name}");
    assert!(matches!(url.parse().unwrap(), DatabaseUrl::Postgres(_)));
    url
}
