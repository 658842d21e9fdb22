//! Our own trouble never costs a client's data.

use super::support::{Product, population};
use crate::{
    each_database,
    support::{Kind, TestDatabase},
};
use serde_json::json;
use server::db::sql;

async fn run(database: &TestDatabase, text: &'static str) {
    let mut write = database.write().await.unwrap();
    write.execute(sql(text)).await.unwrap();
    write.commit().await.unwrap();
}

async fn broken(database: TestDatabase) {
    let product = Product::start(&database).await;
    product.send("/v1/track", json!({"userId": "u", "event": "before"})).await;
    run(&database, "alter table events rename to hidden_events").await;
    let body = json!({"batch": [
        {"type": "track", "userId": "u", "event": "during", "messageId": "m"},
        {"type": "identify", "userId": "v", "traits": {"plan": "pro"}, "messageId": "n"},
    ]})
    .to_string();
    let request = product.server.client.post(product.server.at("/v1/batch")).basic_auth(&product.key, Some(""));
    let response = request.body(body.clone()).send().await.unwrap();
    assert_eq!(response.status(), 503);
    assert!(response.headers().contains_key("retry-after"));
    // Nothing half done: neither the other user nor the ids of the messages.
    assert_eq!(database.number("select count(*) from users").await, 1);
    assert_eq!(database.number("select count(*) from messages").await, 0);
    assert_eq!(database.number("select count(*) from event_names").await, 1);
    run(&database, "alter table hidden_events rename to events").await;
    for _ in 0..2 {
        assert_eq!(product.post("/v1/batch", body.clone()).await.0, 200);
    }
    assert_eq!(database.number("select count(*) from events").await, 2);
    assert_eq!(population(&database).await.len(), 2);
}
each_database!(a_failed_group_leaves_nothing_and_recovers, |database| broken(database));

async fn apart(database: TestDatabase) {
    let product = Product::start(&database).await;
    run(
        &database,
        match database.kind {
            Kind::Sqlite => "create unique index poison on events (event_name_id) where event_name_id > 1",
            Kind::Postgres => "create unique index poison on events (event_name_id) where event_name_id > 1",
        },
    )
    .await;
    product.send("/v1/track", json!({"userId": "u", "event": "good"})).await;
    product.send("/v1/track", json!({"userId": "u", "event": "poison"})).await;
    // Sent together: the poisonous ones fail alone.
    let sends = (0..12).map(|number| {
        let event = if number % 4 == 0 { "poison" } else { "good" };
        product.post("/v1/track", json!({"userId": "u", "event": event}).to_string())
    });
    let statuses: Vec<u16> =
        futures_util::future::join_all(sends).await.into_iter().map(|(status, _)| status).collect();
    let expected: Vec<u16> = (0..12).map(|number| if number % 4 == 0 { 503 } else { 200 }).collect();
    assert_eq!(statuses, expected);
    assert_eq!(database.number("select count(*) from events").await, 11);
}
each_database!(one_poisonous_request_fails_alone, |database| apart(database));

async fn stopped(database: TestDatabase) {
    let product = Product::start(&database).await;
    let sends = (0..20).map(|number| product.post("/v1/page", json!({"userId": number}).to_string()));
    let ingest = product.server.state.ingest.clone();
    let (answers, ()) = tokio::join!(futures_util::future::join_all(sends), async {
        tokio::task::yield_now().await;
        ingest.stop().await;
    });
    let stored = answers.iter().filter(|(status, _)| *status == 200).count();
    assert!(answers.iter().all(|(status, _)| [200, 503].contains(status)));
    assert_eq!(database.number("select count(*) from users").await, stored as i64);
    assert_eq!(product.post("/v1/page", "{\"userId\":\"late\"}").await.0, 503);
}
each_database!(stopping_stores_what_was_taken, |database| stopped(database));

async fn seen_at_once(database: TestDatabase) {
    let product = Product::start(&database).await;
    for number in 0..30 {
        product.send("/v1/track", json!({"anonymousId": format!("a{number}"), "event": "e"})).await;
        assert_eq!(database.number("select count(*) from events").await, number + 1);
        assert_eq!(database.number("select cast(sum(users_delta) as bigint) from changes").await, number + 1);
    }
}
each_database!(what_is_answered_is_visible, |database| seen_at_once(database));

async fn grown_elsewhere(database: TestDatabase) {
    let product = Product::start(&database).await;
    product.send("/v1/track", json!({"userId": "u", "event": "mine"})).await;
    // Another process adds definitions, and says so in the changes.
    let other = Product::start(&database).await;
    other.send("/v1/track", json!({"userId": "u", "event": "theirs"})).await;
    other.send("/v1/identify", json!({"userId": "u", "traits": {"plan": "pro"}})).await;
    product.send("/v1/track", json!({"userId": "u", "event": "theirs"})).await;
    product.send("/v1/track", json!({"userId": "u", "event": "a third"})).await;
    product.send("/v1/identify", json!({"userId": "u", "traits": {"plan": "free"}})).await;
    assert_eq!(database.number("select count(*) from event_names").await, 3);
    assert_eq!(database.number("select count(*) from attributes").await, 1);
    assert_eq!(database.number("select count(*) from events").await, 4);
}
each_database!(two_processes_share_definitions, |database| grown_elsewhere(database));
