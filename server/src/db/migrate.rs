//! Brings a database's schema up to date. Every command does so first.

use super::Dialect;
use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

/// The steps in order: number, name, text for SQLite, text for Postgres. A step that was released never changes.
const STEPS: [(i64, &str, &str, &str); 5] = [
    (
        1,
        "first",
        include_str!("../../migrations/sqlite/0001_first.sql"),
        include_str!("../../migrations/postgres/0001_first.sql"),
    ),
    (
        2,
        "jobs",
        include_str!("../../migrations/sqlite/0002_jobs.sql"),
        include_str!("../../migrations/postgres/0002_jobs.sql"),
    ),
    (
        3,
        "imports",
        include_str!("../../migrations/sqlite/0003_imports.sql"),
        include_str!("../../migrations/postgres/0003_imports.sql"),
    ),
    (
        4,
        "events",
        include_str!("../../migrations/sqlite/0004_events.sql"),
        include_str!("../../migrations/postgres/0004_events.sql"),
    ),
    (
        5,
        "accounts",
        include_str!("../../migrations/sqlite/0005_accounts.sql"),
        include_str!("../../migrations/postgres/0005_accounts.sql"),
    ),
];

pub(super) fn migrator(dialect: Dialect) -> Migrator {
    let steps = STEPS.iter().map(|&(number, name, sqlite, postgres)| {
        let text = match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        };
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}
