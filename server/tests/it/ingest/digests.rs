//! Every event has a digest of its properties: what arrives, what is merged, and what was there before digests were.

use super::support::Product;
use crate::{each_database, support::TestDatabase};
use serde_json::json;
use server::db::sql;
use std::time::Duration;

const MISSING: &str = "select count(*) from events where properties_digest is null";
const DIFFERENT: &str = "select count(*) from (select properties from events group by properties \
                         having count(distinct properties_digest) <> 1) different";
const SHARED: &str = "select count(*) from (select properties_digest from events group by properties_digest \
                      having count(distinct coalesce(properties, '')) <> 1) shared";

async fn is_in_order(database: &TestDatabase, sets: i64) {
    for text in [MISSING, DIFFERENT, SHARED] {
        assert_eq!(database.number(text).await, 0, "{text}");
    }
    assert_eq!(database.number("select count(distinct properties_digest) from events").await, sets);
    let without = "select count(*) from events where (properties is null) <> (properties_digest = 0)";
    assert_eq!(database.number(without).await, 0);
}

each_database!(every_event_has_a_digest, |database| async move {
    let product = Product::start(&database).await;
    let track = |user: &str, properties: serde_json::Value| json!({"type": "track", "anonymousId": user, "event": "export", "properties": properties});
    product
        .batch(json!([
            track("a", json!({"kind": "csv", "rows": 1})),
            track("b", json!({"kind": "csv", "rows": 1})),
            track("b", json!({"kind": "pdf"})),
            track("b", json!({})),
            {"type": "track", "anonymousId": "a", "event": "other", "properties": {"kind": "csv", "rows": 1}},
        ]))
        .await;
    product
        .batch(json!([
            {"type": "identify", "anonymousId": "a", "userId": "u"},
            {"type": "identify", "anonymousId": "b", "userId": "u"},
        ]))
        .await;
    assert_eq!(database.number("select count(*) from users").await, 1, "both were merged");
    is_in_order(&database, 3).await;
});

each_database!(what_was_there_before_gets_its_digests, |database| async move {
    let product = Product::start(&database).await;
    let track = |row: usize| {
        let event = if row.is_multiple_of(2) { "export" } else { "share" };
        json!({"type": "track", "userId": "u", "event": event, "properties": {"kind": "csv", "rows": row % 7}})
    };
    let batch: Vec<_> = (0..2_500).map(track).collect();
    for some in batch.chunks(500) {
        product.batch(json!(some)).await;
    }
    drop(product);
    let mut writer = database.write().await.unwrap();
    writer.execute(sql("update events set properties_digest = null where event_id % 3 <> 0")).await.unwrap();
    writer.commit().await.unwrap();
    let before = database.number("select max(sequence) from changes").await;
    let again = Product::start(&database).await;
    let filled = async {
        while database.number(MISSING).await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), filled).await.expect("they get them in time");
    is_in_order(&database, 7).await;
    // The index reads them again.
    assert_eq!(database.number("select max(sequence) from changes").await, before + 1);
    let reading = again.server.by_index().await;
    assert_eq!(reading.seen.sequence, before.cast_unsigned() + 1);
});
