//! `GET /api/about`.

use crate::{
    each_database,
    ingest::support::Product,
    support::{Caller, Kind, TestServer},
};
use reqwest::Method;
use serde_json::{Value, json};

async fn about(caller: &Caller<'_>) -> Value {
    let response = caller.request(Method::GET, "/api/about").send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

each_database!(it_tells_what_runs_and_how_much_there_is, |database| async move {
    let product = Product::start(&database).await;
    product
        .batch(json!([
            {"type": "identify", "userId": "u-1", "traits": {"plan": "pro"}},
            {"type": "track", "userId": "u-1", "event": "Report Viewed"},
            {"type": "track", "userId": "u-2", "event": "Experience Seen", "properties": {"experience_id": "tour"}},
        ]))
        .await;
    product.server.sees(2).await;
    let reading = product.server.by_index().await;
    drop(reading);
    let about = about(&Caller::new(&product.server, "viewer").await).await;
    let kind = match database.kind {
        Kind::Sqlite => "SQLite",
        Kind::Postgres => "Postgres",
    };
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&about["database"], &about["users"], &about["events"]), (&json!(kind), &json!(2), &json!(2)));
    assert_eq!((&about["index"]["state"], &about["index"]["behind"]), (&json!("ready"), &json!(0)));
    assert!(about["index"]["bytes"].as_u64().unwrap() > 0);
    assert!(about["bytes"].as_u64().unwrap() > 100_000, "{about}");
    assert_eq!(about["under_way"], 0);
    assert!(about["sequence"].as_u64().unwrap() >= 1);
});

each_database!(without_the_index_it_says_so, |database| async move {
    let server = TestServer::start_with(&database, server::clock::Clock::System, &["--no-index"]).await;
    let caller = Caller::new(&server, "owner").await;
    assert_eq!(about(&caller).await["index"], json!({ "state": "off" }));
});
