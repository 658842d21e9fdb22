//! Brings a database's schema up to date. Every command does so first.

use super::Dialect;
use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};
use std::ops::RangeInclusive;

/// The steps in order: number, name, text for SQLite, text for Postgres. A step that was released never changes.
const STEPS: [(i64, &str, &str, &str); 7] = [
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
    (
        6,
        "named",
        include_str!("../../migrations/sqlite/0006_named.sql"),
        include_str!("../../migrations/postgres/0006_named.sql"),
    ),
    (
        7,
        "lone_events",
        include_str!("../../migrations/sqlite/0007_lone_events.sql"),
        include_str!("../../migrations/postgres/0007_lone_events.sql"),
    ),
];

/// The number of the latest step.
pub(super) const LATEST: i64 = STEPS[STEPS.len() - 1].0;

/// The texts of some steps, in their order.
pub(super) fn texts(dialect: Dialect, steps: RangeInclusive<i64>) -> impl Iterator<Item = &'static str> {
    STEPS.iter().filter(move |(number, ..)| steps.contains(number)).map(
        move |&(_, _, sqlite, postgres)| match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        },
    )
}

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
