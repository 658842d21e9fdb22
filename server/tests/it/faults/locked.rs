//! Another process writes and does not end: whoever waits too long is told so, reading goes on, and so does everything
//! once it has ended.

use crate::{
    each_database,
    ingest::support::Product,
    support::{Caller, TestDatabase},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::{Database, Options};
use std::time::{Duration, Instant};

async fn locked(mut database: TestDatabase) {
    let patient = Database::open(&database.url.parse().unwrap(), Options::default()).await.unwrap();
    database.close().await;
    database.reopen_with(Options { wait: Duration::from_millis(400), ..Options::default() }).await;
    let product = Product::start(&database).await;
    let owner = Caller::new(&product.server, "owner").await;
    product.send("/v1/track", json!({"userId": "u", "event": "before"})).await;
    product.server.sees(1).await;
    let tag = || owner.request(Method::POST, "/api/tags").json(&json!({"name": "Later", "color": "blue"})).send();
    let body = json!({"userId": "v", "event": "during", "messageId": "m"}).to_string();

    let other = patient.write().await.unwrap();
    let began = Instant::now();
    let (status, answer) = product.post("/v1/track", body.clone()).await;
    assert_eq!((status, &answer["detail"]), (503, &json!("It could not be stored. Send it again in a moment.")));
    let refused = tag().await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].as_bytes()), (503, &b"1"[..]));
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["detail"], "The database does not answer. Try again in a moment.");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    // Reading asks nobody.
    let found = owner.request(Method::POST, "/api/users/search").json(&json!({})).send().await.unwrap();
    assert_eq!((found.status().as_u16(), found.json::<Value>().await.unwrap()["total"].clone()), (200, json!(1)));
    assert_eq!(owner.status(Method::GET, "/readyz").await, 200);
    drop(other);

    for _ in 0..2 {
        assert_eq!(product.post("/v1/track", body.clone()).await.0, 200);
    }
    assert_eq!(tag().await.unwrap().status(), 201);
    product.server.sees(2).await;
    assert_eq!(database.number("select count(*) from events").await, 2);
    assert_eq!(database.number("select count(*) from tags").await, 1);
}
each_database!(a_writer_that_does_not_end_is_told, |database| locked(database));
