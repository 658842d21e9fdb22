//! A message is stored once however often it is sent.

use super::support::{MINUTE, Product, population};
use crate::{each_database, support::TestDatabase};
use serde_json::json;

async fn once(database: TestDatabase) {
    let product = Product::start(&database).await;
    let track = json!({"type": "track", "userId": "u", "event": "e", "messageId": "m-1"});
    product.batch(json!([track, track, track])).await;
    product.batch(json!([track])).await;
    product.send("/v1/track", track.clone()).await;
    product.pass(24 * 60 * MINUTE);
    product.send("/v1/t", track).await;
    assert_eq!(database.number("select count(*) from events").await, 1);
    for _ in 0..3 {
        product.send("/v1/track", json!({"userId": "u", "event": "e", "messageId": null})).await;
    }
    assert_eq!(database.number("select count(*) from events").await, 4);
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 0);
}
each_database!(within_a_batch_and_across_requests, |database| once(database));

async fn at_once(database: TestDatabase) {
    let product = Product::start(&database).await;
    let body = |round: usize| {
        let messages: Vec<_> = (0..20)
            .map(|number| {
                json!({"type": "track", "userId": format!("u{}", number % 3), "event": "e",
                "messageId": format!("{round}-{number}")})
            })
            .collect();
        json!({"batch": messages}).to_string()
    };
    for round in 0..5 {
        let senders = (0..8).map(|_| product.post("/v1/batch", body(round)));
        for (status, _) in futures_util::future::join_all(senders).await {
            assert_eq!(status, 200);
        }
    }
    assert_eq!(database.number("select count(*) from events").await, 100);
    assert_eq!(database.number("select count(*) from users").await, 3);
    assert_eq!(database.number("select count(*) from messages").await, 100);
}
each_database!(when_sent_at_once, |database| at_once(database));

async fn repeated(database: TestDatabase) {
    let product = Product::start(&database).await;
    let calls = json!([
        {"type": "identify", "anonymousId": "a", "userId": "u", "timestamp": "2026-11-25T11:00:00Z",
            "traits": {"plan": "free", "name": "Ann"}},
        {"type": "identify", "userId": "v", "timestamp": "2026-11-25T11:01:00Z", "traits": {"plan": "pro"}},
        {"type": "page", "anonymousId": "b", "timestamp": "2026-11-25T11:01:30Z"},
        {"type": "identify", "anonymousId": "b", "timestamp": "2026-11-25T11:02:00Z",
            "traits": {"plan": "trial", "city": "Graz", "name": "Bea"}},
        {"type": "identify", "anonymousId": "b", "userId": "v", "timestamp": "2026-11-25T11:01:10Z",
            "traits": {"city": "Linz"}},
        {"type": "alias", "previousId": "c", "userId": "v", "timestamp": "2026-11-25T11:03:00Z"},
        {"type": "group", "userId": "u", "groupId": "g", "timestamp": "2026-11-25T11:04:00Z"},
        {"type": "identify", "userId": "u", "timestamp": "2026-11-25T10:00:00Z", "traits": {"plan": "old"}},
    ]);
    product.batch(calls.clone()).await;
    let first = population(&database).await;
    insta::assert_snapshot!("repeated_calls", first.join("\n"));
    for _ in 0..3 {
        product.batch(calls.clone()).await;
        assert_eq!(population(&database).await, first);
    }
    for call in calls.as_array().unwrap() {
        product.batch(json!([call])).await;
        assert_eq!(population(&database).await, first, "{call}");
    }
}
each_database!(calls_without_an_id_change_nothing_when_repeated, |database| repeated(database));
