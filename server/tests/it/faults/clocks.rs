//! The machine's clock jumps, forth and back.

use crate::{
    each_database,
    ingest::support::{MINUTE, NOON, Product, texts},
    support::{Caller, TestDatabase},
};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

const DAY: i64 = 24 * 60 * MINUTE;

async fn jumps(database: TestDatabase) {
    let product = Product::start(&database).await;
    let owner = Caller::new(&product.server, "owner").await;
    let send = async |user: &str, event: &str| {
        let context = json!({"page": {"url": "https://example.com"}, "active": true});
        let message = json!({"userId": user, "event": event, "messageId": event, "context": context});
        product.send("/v1/track", message).await;
    };
    send("u-1", "at noon").await;
    product.pass(DAY);
    // A day later it is still known what was stored.
    send("u-1", "at noon").await;
    send("u-1", "a day later").await;
    send("u-2", "new a day later").await;
    product.pass(-3 * DAY);
    send("u-1", "two days before").await;
    send("u-3", "new two days before").await;
    // Whoever is signed in stays so, and what is new has an id that is larger than all before.
    assert_eq!(owner.status(Method::GET, "/api/account/sessions").await, 200);
    product.pass(2 * DAY + MINUTE);
    send("u-4", "new at noon").await;

    let days = "select name || ' ' || cast((at - 1795608000000) / 60000 as text) from events e \
                join event_names n on n.event_name_id = e.event_name_id order by at, name";
    assert_eq!(
        texts(&database, days).await,
        [
            "new two days before -2880",
            "two days before -2880",
            "at noon 0",
            "new at noon 1",
            "a day later 1440",
            "new a day later 1440"
        ]
    );
    let order = texts(&database, "select external_id from users order by user_id").await;
    assert_eq!(order, ["u-1", "u-2", "u-3", "u-4"]);
    // Who was here last is not forgotten by a message that came from before.
    let last = "select cast((last_activity - 1795608000000) / 60000 as text) from users where external_id = 'u-1'";
    assert_eq!(texts(&database, last).await, ["1440"]);
    let found = owner.request(Method::POST, "/api/users/search").json(&json!({})).send().await.unwrap();
    let found: serde_json::Value = found.json().await.unwrap();
    let users: BTreeSet<_> =
        found["users"].as_array().unwrap().iter().map(|user| user["external_id"].to_string()).collect();
    assert_eq!((found["total"].as_i64(), users.len()), (Some(4), 4));
    assert_eq!(product.server.state.clock.now().0, NOON + MINUTE);
}
each_database!(nothing_is_lost_when_the_clock_jumps, |database| jumps(database));
