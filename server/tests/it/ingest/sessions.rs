//! Activity, sessions, and the clocks of clients.

use super::support::{Product, population};
use crate::{each_database, support::TestDatabase};
use serde_json::json;

async fn activity(database: TestDatabase) {
    let product = Product::start(&database).await;
    let page = json!({"page": {"path": "/"}});
    let quiet = json!({"page": {"path": "/"}, "active": false});
    product
        .batch(json!([
            {"type": "page", "userId": "page"},
            {"type": "screen", "userId": "screen"},
            {"type": "track", "userId": "track on a page", "event": "e", "context": page},
            {"type": "identify", "userId": "identify on a page", "context": page},
            {"type": "group", "userId": "group on a page", "context": page},
            {"type": "track", "userId": "track by a server", "event": "e"},
            {"type": "identify", "userId": "identify by a server"},
            {"type": "page", "userId": "quiet page", "context": quiet},
            {"type": "track", "userId": "quiet track", "event": "e", "context": quiet},
        ]))
        .await;
    product.send("/v1/import", json!({"batch": [{"type": "page", "userId": "import", "context": page}]})).await;
    insta::assert_snapshot!("activity", population(&database).await.join("\n"));
}
each_database!(who_was_there, |database| activity(database));

async fn sessions(database: TestDatabase) {
    let product = Product::start(&database).await;
    let minutes = [0, 30, 61, 10, 200, 231, 5].map(|minute| {
        let (hour, minute) = (minute / 60, minute % 60);
        json!({"type": "page", "anonymousId": "a", "timestamp": format!("2026-11-25T{hour:02}:{minute:02}:00Z")})
    });
    product.batch(json!(minutes)).await;
    for page in minutes {
        product.send("/v1/batch", json!({"batch": [page]})).await;
    }
    let seen = population(&database).await;
    assert!(seen[0].contains("seen -720..-489 sessions 4"), "{seen:?}");
}
each_database!(sessions_start_after_half_an_hour, |database| sessions(database));

async fn clocks(database: TestDatabase) {
    let product = Product::start(&database).await;
    let track =
        |id: &str, timestamp: &str| json!({"type": "track", "userId": id, "event": "e", "timestamp": timestamp});
    product
        .send(
            "/v1/batch",
            json!({"sentAt": "2025-01-01T00:00:00Z", "batch": [
                track("a clock a year behind", "2024-12-31T23:50:00Z"),
                track("a message from its future", "2025-01-01T00:10:00Z"),
                {"type": "track", "userId": "its own sending", "event": "e", "timestamp": "2026-11-25T11:00:00Z",
                    "sentAt": "2026-11-25T11:30:00Z"},
            ]}),
        )
        .await;
    product
        .batch(json!([
            track("without a sending", "2026-11-25T11:00:00Z"),
            track("a date", "2026-11-25"),
            track("without a zone", "2026-11-25T11:00:00"),
            track("the far future", "9999-01-01T00:00:00Z"),
            track("no time at all", "yesterday"),
            {"type": "track", "userId": "no timestamp", "event": "e"},
        ]))
        .await;
    insta::assert_snapshot!("clocks", population(&database).await.join("\n"));
}
each_database!(clocks_are_corrected, |database| clocks(database));
