//! Loading leaves the schema as it was, and never half a population.

use super::{clock, generate, options, try_generate};
use crate::{
    each_database,
    support::{Kind, TestDatabase},
};
use server::{
    db::{Database, DatabaseUrl, Options, sql},
    generate::generate_into,
};

/// Names and statements of all indexes, and of all constraints on Postgres.
pub async fn definitions(database: &TestDatabase) -> Vec<(String, String)> {
    let text = match database.kind {
        Kind::Sqlite => "select name, sql from sqlite_master where sql is not null order by name",
        Kind::Postgres => {
            "select indexname::text, indexdef from pg_indexes where schemaname = 'public' union all \
             select conname::text, conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint \
             where connamespace = 'public'::regnamespace order by 1, 2"
        }
    };
    database.snapshot().await.unwrap().all(sql(text)).await.unwrap()
}

// Large enough to be loaded without indexes.
each_database!(indexes_come_back_as_they_were, |database| async move {
    let mut before = definitions(&database).await;
    generate(&database, "--users 20000 --events 20000").await;
    let mut after = definitions(&database).await;
    // Analysing makes tables of its own on SQLite.
    before.retain(|(name, _)| !name.starts_with("sqlite_stat"));
    after.retain(|(name, _)| !name.starts_with("sqlite_stat"));
    assert!(before.len() > 20);
    assert_eq!(before, after);
    assert_eq!(database.number("select count(*) from users where name_folded > 'm'").await, {
        database.number("select count(*) from users where coalesce(name_folded, '') > 'm'").await
    });
});

each_database!(users_are_added_only_when_asked_for, |database| async move {
    generate(&database, "--users 10 --events 10 --seed 1").await;
    let refused = try_generate(&database, "--users 10 --events 10 --seed 2").await.unwrap_err();
    assert!(refused.contains("--add"), "{refused}");
    assert_eq!(database.number("select count(*) from users").await, 10);
    generate(&database, "--users 10 --events 10 --seed 2 --add").await;
    assert_eq!(database.number("select count(*) from users").await, 20);
    assert_eq!(database.number("select count(*) from tags").await, 8);
    assert_eq!(database.number("select cast(sum(users_delta) as bigint) from changes").await, 20);
    // The same people a second time: refused by the database, and nothing of them is left.
    assert!(try_generate(&database, "--users 10 --events 10 --seed 2 --add").await.is_err());
    assert_eq!(database.number("select count(*) from users").await, 20);
    assert_eq!(database.number("select count(*) from events").await, 20);
});

each_database!(nobody_at_all_is_a_population_too, |database| async move {
    generate(&database, "--users 0 --events 0").await;
    assert_eq!(database.number("select count(*) from users").await, 0);
    assert!(try_generate(&database, "--users 0 --events 1").await.is_err());
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_nobody_has_open_is_loaded_without_its_log_and_gets_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let url: DatabaseUrl = format!("sqlite:{}", folder.path().join("rollcall.db").display()).parse().unwrap();
    let line = options("--users 20000 --events 30000 --seed 3");
    generate_into(&url, &line, &clock(), false).await.unwrap();
    let database = Database::open(&url, Options::default()).await.unwrap();
    let mut snapshot = database.snapshot().await.unwrap();
    let (mode,): (String,) = snapshot.one(sql("pragma journal_mode")).await.unwrap();
    assert_eq!(mode, "wal");
    let (checked,): (String,) = snapshot.one(sql("pragma integrity_check")).await.unwrap();
    assert_eq!(checked, "ok");
    // Foreign keys were not looked at while loading.
    let broken = snapshot.optional::<(String,)>(sql("select \"table\" from pragma_foreign_key_check")).await.unwrap();
    assert_eq!(broken, None);
    let lost = "select event_id from events where user_id not in (select user_id from users)";
    assert_eq!(snapshot.optional::<(i64,)>(sql(lost)).await.unwrap(), None);
    let (events,): (i64,) = snapshot.one(sql("select count(*) from events")).await.unwrap();
    assert_eq!(events, 30_000);
}
