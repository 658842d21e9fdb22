//! Properties of events, of few sets of them and of very many: each is tested, whichever way it is found.

use crate::{each_database, support::TestDatabase};
use serde_json::json;
use server::{
    db::{Result, Value, sql},
    filter::{Compiled, Scope, Totals, resolve},
    index::Audience,
    ingest::Digests,
};
use shared::{filter::Filter, time::Instant};

const NOW: Instant = Instant(1_795_600_000_000);

/// Users who each exported once, all with other properties; every hundredth without any.
async fn write(database: &TestDatabase, users: i64) -> Result<()> {
    let digests = Digests::new(b"alike");
    let mut writer = database.write().await?;
    for table in ["delete from events", "delete from users", "delete from event_names"] {
        writer.execute(sql(table)).await?;
    }
    writer.execute(sql("insert into event_names (event_name_id, name, created_at) values (1, 'export', 0)")).await?;
    let rows = (0..users)
        .map(|id| -> Vec<Value> { vec![id.into(), "{}".into(), "".into(), 0_i64.into(), 0_i64.into(), 0_i64.into()] });
    let insert = "insert into users (user_id, traits, search_text, made, created, sessions)";
    writer.insert_many(insert, rows.collect(), "").await?;
    let rows = (0..users).map(|id| -> Vec<Value> {
        let properties = (id % 100 != 99).then(|| json!({ "rows": id }).to_string());
        let digest = digests.of(properties.as_deref());
        vec![id.into(), id.into(), 1_i64.into(), NOW.0.into(), properties.into(), digest.into()]
    });
    let insert = "insert into events (user_id, event_id, event_name_id, at, properties, properties_digest)";
    writer.insert_many(insert, rows.collect(), "").await?;
    writer.commit().await
}

async fn compare(database: &TestDatabase, users: i64, limit: i64) {
    let mut snapshot = database.snapshot().await.unwrap();
    let audience = Audience::load(&mut snapshot, usize::MAX).await.unwrap().unwrap();
    for (test, expected) in [
        (json!({ "less_than": limit }), (0..users).filter(|id| id % 100 != 99 && *id < limit).collect::<Vec<_>>()),
        (json!({ "not_equals": limit }), (0..users).filter(|id| *id != limit).collect()),
        (json!({ "equals": limit }), vec![limit]),
        (json!("is_empty"), (0..users).filter(|id| id % 100 == 99).collect()),
        (json!({ "at_least": users }), Vec::new()),
    ] {
        let root = json!({"event": {"name": "export", "where": [{"property": "rows", "test": {"number": test}}]}});
        let filter = Filter::read(&json!({"version": 1, "root": root})).unwrap();
        let resolved = resolve(&mut snapshot, &filter, NOW).await.unwrap();
        let by_index = audience.evaluate(&mut snapshot, &resolved, false).await.unwrap();
        assert_eq!(by_index.1, expected, "{users} users, {root}");
        let compiled = Compiled::new(&mut snapshot, resolved, Scope::Everyone).await.unwrap();
        let totals: Totals = compiled.totals(&mut snapshot, users.cast_unsigned(), false).await.unwrap();
        assert_eq!(totals, by_index.0, "{users} users, {root}");
        assert_eq!(totals.total, expected.len() as u64);
    }
}

each_database!(every_set_of_properties_is_tested, |database| async move {
    // None, a lane or some, several steps of each, more than are looked for, and more than the index tells apart.
    for users in [1, 2, 150, 3_000, 9_000, 34_000] {
        write(&database, users).await.unwrap();
        compare(&database, users, users / 2).await;
    }
});
