//! One writer, one state to read, limits of time.

use crate::{
    each_database,
    support::{Kind, TestDatabase},
};
use server::db::{Database, Error, sql};
use std::time::Duration;

async fn put(database: &Database, key: &str) -> i64 {
    let mut writer = database.write().await.unwrap();
    let (before,): (i64,) = writer.one(sql("select count(*) from settings")).await.unwrap();
    let statement = sql("insert into settings (key, value) values ($1, $2)").bind(key).bind(before.to_string());
    writer.execute(statement).await.unwrap();
    writer.commit().await.unwrap();
    before
}

each_database!(writers_come_one_after_the_other, |database| async move {
    let writers = (0..20).map(|number| {
        let database = database.database.clone();
        tokio::spawn(async move { put(&database, &format!("key {number}")).await })
    });
    let mut seen = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        seen.push(writer.await.unwrap());
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..20).collect::<Vec<_>>(), "each writer saw the writes of all before it");
});

each_database!(a_snapshot_stays_as_it_began, |database| async move {
    put(&database, "first").await;
    let mut snapshot = database.snapshot().await.unwrap();
    let count = || sql("select count(*) from settings");
    assert_eq!(snapshot.one::<(i64,)>(count()).await.unwrap(), (1,));
    put(&database, "second").await;
    assert_eq!(snapshot.one::<(i64,)>(count()).await.unwrap(), (1,));
    assert_eq!(database.number("select count(*) from settings").await, 2);
});

each_database!(a_snapshot_cannot_write, |database| async move {
    let mut snapshot = database.snapshot().await.unwrap();
    let statement = sql("insert into settings (key, value) values ($1, $2)").bind("key").bind("value");
    assert!(matches!(snapshot.execute(statement).await, Err(Error::Defect(_) | Error::Unavailable(_))));
});

each_database!(what_is_not_committed_is_gone, |database| async move {
    let mut writer = database.write().await.unwrap();
    let statement = sql("insert into settings (key, value) values ($1, $2)").bind("key").bind("value");
    writer.execute(statement).await.unwrap();
    drop(writer);
    assert_eq!(database.number("select count(*) from settings").await, 0);
});

each_database!(a_key_that_is_there_is_a_conflict, |database| async move {
    put(&database, "key").await;
    let mut writer = database.write().await.unwrap();
    let statement = sql("insert into settings (key, value) values ($1, $2)").bind("key").bind("value");
    assert!(matches!(writer.execute(statement).await, Err(Error::Conflict(_))));
});

each_database!(a_slow_query_is_stopped, |database| async move {
    let rows = (0..2_000_i64).map(|number| vec![format!("key {number}").into(), "value".into()]).collect();
    let mut writer = database.write().await.unwrap();
    writer.insert_many("insert into settings (key, value)", rows, "").await.unwrap();
    writer.commit().await.unwrap();
    let mut snapshot = database.snapshot_for(Duration::from_millis(200)).await.unwrap();
    let text = "select count(*) from settings a, settings b, settings c where a.value <> c.key";
    assert!(matches!(snapshot.one::<(i64,)>(sql(text)).await, Err(Error::TooSlow)));
    drop(snapshot);
    // The connection serves on.
    assert_eq!(database.number("select count(*) from settings").await, 2_000);
});

each_database!(lists_and_many_rows_go_through, |database| async move {
    let rows = (0..341_i64).map(|number| vec![format!("key {number}").into(), "it's \"quoted\" \\ é".into()]).collect();
    let mut writer = database.write().await.unwrap();
    writer.insert_many("insert into settings (key, value)", rows, "on conflict (key) do nothing").await.unwrap();
    let keys = vec!["key 0".to_owned(), "key 340".to_owned(), "key 341".to_owned(), "it's \" \\".to_owned()];
    let statement = sql("select key from settings where key = any($1) order by key").bind(keys);
    let found: Vec<(String,)> = writer.all(statement).await.unwrap();
    assert_eq!(found, [("key 0".to_owned(),), ("key 340".to_owned(),)]);
    let statement = sql("select count(*) from settings where strpos(value, $1) > 0").bind("\\ é");
    assert_eq!(writer.one::<(i64,)>(statement).await.unwrap(), (341,));
});

each_database!(opening_again_migrates_nothing, |database| async move {
    put(&database, "kept").await;
    let url = database.url.parse().unwrap();
    let again = Database::open(&url, server::db::Options::default()).await.unwrap();
    let (kept,): (i64,) = again.snapshot().await.unwrap().one(sql("select count(*) from settings")).await.unwrap();
    assert_eq!(kept, 1);
    again.close().await;
});

#[tokio::test]
async fn sqlite_keeps_its_promises_of_durability() {
    let database = TestDatabase::open(Kind::Sqlite).await;
    let mut writer = database.write().await.unwrap();
    for (pragma, wanted) in [("pragma synchronous", 2), ("pragma foreign_keys", 1), ("pragma secure_delete", 1)] {
        let (value,): (i64,) = writer.one(server::db::Sql::built(pragma.to_owned())).await.unwrap();
        assert_eq!(value, wanted, "{pragma}");
    }
    let (mode,): (String,) = writer.one(sql("pragma journal_mode")).await.unwrap();
    assert_eq!(mode, "wal");
}

each_database!(ids_come_as_they_are_selected, |database| async move {
    let mut snapshot = database.snapshot().await.unwrap();
    let ids = vec![i64::MIN, -1, 0, 7, 7, i64::MAX];
    let select = || sql("select value.value as user_id from unnest($1) as value where value.value >= $2");
    let mut found = snapshot.ids(select().bind(ids.clone()).bind(i64::MIN), "user_id").await.unwrap();
    found.sort_unstable();
    assert_eq!(found, ids);
    let nobody = snapshot.ids(select().bind(Vec::<i64>::new()).bind(0_i64), "user_id").await.unwrap();
    assert!(nobody.is_empty());
});
