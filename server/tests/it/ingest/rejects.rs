//! One bad message spoils only itself, and is listed.

use super::support::{Product, texts};
use crate::{each_database, support::TestDatabase};
use serde_json::{Value, json};

async fn one_of_many(database: TestDatabase) {
    let product = Product::start(&database).await;
    let bad = [
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"p\":\"\\ud800\"}}",
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"p\":1e400}}",
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"p\":\"\\u0000\"}}",
        "{\"type\":\"track\",\"userId\":\"u\"}",
        "{\"type\":\"track\",\"event\":\"e\"}",
        "{\"userId\":\"u\",\"event\":\"e\"}",
        "{\"type\":\"delete\",\"userId\":\"u\"}",
        "{\"type\":\"alias\",\"userId\":\"u\"}",
        "{\"type\":\"track\",\"userId\":true,\"event\":\"e\"}",
        "\"a text\"",
        "null",
    ];
    let good = |name: &str| format!("{{\"type\":\"track\",\"userId\":\"u\",\"event\":\"{name}\"}}");
    let items = bad.iter().map(|bad| (*bad).to_owned()).flat_map(|bad| [bad, good("good")]);
    let body = format!("{{\"batch\":[{}]}}", items.collect::<Vec<_>>().join(","));
    assert_eq!(product.post("/v1/batch", body).await, (200, json!({"success": true})));
    assert_eq!(database.number("select count(*) from events").await, bad.len() as i64);
    let text = "select kind || ' ' || coalesce(identity_key, '-') || ' ' || reason || ' ' || sample \
                from ingest_rejects order by reject_id";
    insta::assert_snapshot!("rejects", texts(&database, text).await.join("\n"));
}
each_database!(a_bad_item_spoils_only_itself, |database| one_of_many(database));

async fn parts(database: TestDatabase) {
    let product = Product::start(&database).await;
    let long = "x".repeat(701);
    let traits = json!({"good": 1, "long": long, "email": 7, "list": [{}], "x".repeat(201): 1});
    product.send("/v1/identify", json!({"userId": "u", "traits": traits, "timestamp": "soon"})).await;
    assert_eq!(texts(&database, "select key from attributes").await, ["good"]);
    let reasons = texts(&database, "select reason from ingest_rejects order by reject_id").await;
    assert_eq!(reasons.len(), 5, "{reasons:#?}");
    let samples: Vec<usize> = texts(&database, "select sample from ingest_rejects")
        .await
        .iter()
        .map(|sample| sample.chars().count())
        .collect();
    assert_eq!(samples, [500; 5]);
}
each_database!(a_bad_trait_spoils_only_itself, |database| parts(database));

async fn capped(database: TestDatabase) {
    let product = Product::start(&database).await;
    let batch: Vec<Value> = (0..1_500).map(|number| json!({"type": "track", "userId": number})).collect();
    product.batch(json!(batch)).await;
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 1_000);
    assert_eq!(database.number("select count(*) from ingest_rejects where identity_key = 'user:1499'").await, 1);
    assert_eq!(database.number("select count(*) from ingest_rejects where identity_key = 'user:0'").await, 0);
}
each_database!(the_list_is_capped, |database| capped(database));
