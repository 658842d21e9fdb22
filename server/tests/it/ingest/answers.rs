//! What clients are answered, and the limits.

use super::support::{Product, gzip, population, texts};
use crate::{each_database, support::TestDatabase};
use serde_json::{Value, json};

const KINDS: [(&str, &str); 6] =
    [("identify", "i"), ("track", "t"), ("page", "p"), ("screen", "s"), ("group", "g"), ("alias", "a")];

fn message(kind: &str, user_id: &str) -> Value {
    json!({"type": kind, "userId": user_id, "event": "Opened", "previousId": "before", "groupId": "g"})
}

async fn every_path(database: TestDatabase) {
    let product = Product::start(&database).await;
    for (kind, short) in KINDS {
        product.send(&format!("/v1/{kind}"), message(kind, &format!("{kind}-long"))).await;
        product.send(&format!("/v1/{short}"), message(kind, &format!("{kind}-short"))).await;
        product.batch(json!([message(kind, &format!("{kind}-batch"))])).await;
        let batch = json!({"batch": [message(kind, &format!("{kind}-b"))]});
        product.send("/v1/b", batch).await;
        product.send("/v1/import", json!({"batch": [message(kind, &format!("{kind}-import"))]})).await;
        product.send("/beacon/v1/batch", json!({"batch": [message(kind, &format!("{kind}-beacon"))]})).await;
    }
    let ids = texts(&database, "select external_id from users order by external_id").await;
    let mut expected: Vec<String> = KINDS
        .iter()
        .flat_map(|(kind, _)| ["b", "batch", "beacon", "import", "long", "short"].map(|via| format!("{kind}-{via}")))
        .collect();
    expected.sort();
    assert_eq!(ids, expected);
    assert_eq!(database.number("select count(*) from events").await, 6);
    product.server.sees(36).await;
}
each_database!(every_path_stores, |database| every_path(database));

async fn keys(database: TestDatabase) {
    let product = Product::start(&database).await;
    let (client, key) = (&product.server.client, &product.key);
    let body = json!({"userId": "u", "event": "e"});
    let track = product.server.at("/v1/track");
    let with_key = json!({"userId": "u", "event": "e", "writeKey": key});
    for request in [
        client.post(&track).basic_auth(key, Some("")).body(body.to_string()),
        client.post(&track).bearer_auth(key).body(body.to_string()),
        client.post(&track).body(with_key.to_string()),
        client.post(format!("{track}?writeKey={key}")).body(body.to_string()),
        // Some clients name a key in both places, one of them stale.
        client.post(&track).basic_auth("stale", Some("")).body(with_key.to_string()),
        client.post(&track).basic_auth(product.server.secret_key().await, Some("")).body(body.to_string()),
    ] {
        assert_eq!(request.send().await.unwrap().status(), 200);
    }
    for request in [
        client.post(&track).body(body.to_string()),
        client.post(&track).basic_auth("rc_write_unknown", Some("")).body(body.to_string()),
        client.post(&track).basic_auth("", Some("")).body("not JSON"),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
    assert_eq!(database.number("select count(*) from events").await, 6);
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 0);
    assert_eq!(database.number("select count(*) from api_keys where last_used_at is not null").await, 2);
}
each_database!(keys_in_every_place, |database| keys(database));

async fn revoked(database: TestDatabase) {
    let product = Product::start(&database).await;
    product.send("/v1/page", json!({"userId": "u"})).await;
    let mut write = database.write().await.unwrap();
    write.execute(server::db::sql("update api_keys set revoked_at = 1")).await.unwrap();
    write.commit().await.unwrap();
    let began = std::time::Instant::now();
    let mut status = 200;
    while status == 200 && began.elapsed().as_secs() < 10 {
        status = product.post("/v1/page", "{\"userId\":\"u\"}").await.0;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(status, 401);
}
each_database!(a_revoked_key_is_soon_unknown, |database| revoked(database));

async fn bad_bodies(database: TestDatabase) {
    let product = Product::start(&database).await;
    let deep = format!("{{\"userId\":\"u\",\"event\":\"e\",\"properties\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    let long = format!("{{\"userId\":\"u\",\"event\":\"{}\"}}", "e".repeat(201));
    let large = format!("{{\"userId\":\"u\",\"event\":\"e\",\"properties\":{{\"p\":\"{}\"}}}}", "x".repeat(33_000));
    let calls: [(&str, &str); 16] = [
        ("/v1/track", ""),
        ("/v1/track", "nope"),
        ("/v1/track", "[]"),
        ("/v1/track", "{\"userId\":\"u\",\"event\":\"e\"} more"),
        ("/v1/track", "{\"event\":\"e\"}"),
        ("/v1/track", "{\"userId\":\"u\"}"),
        ("/v1/track", "{\"userId\":\"u\",\"event\":7}"),
        ("/v1/track", "{\"userId\":[],\"event\":\"e\"}"),
        ("/v1/track", "{\"userId\":\"\",\"anonymousId\":null,\"event\":\"e\"}"),
        ("/v1/track", "{\"userId\":\"\\ud800\",\"event\":\"e\"}"),
        ("/v1/track", "{\"userId\":\"u\",\"event\":\"e\\u0000\"}"),
        ("/v1/track", &deep),
        ("/v1/track", &long),
        ("/v1/track", &large),
        ("/v1/batch", "{\"userId\":\"u\"}"),
        ("/v1/batch", "{\"batch\":{}}"),
    ];
    for (path, body) in calls {
        let (status, problem) = product.post(path, body.to_owned()).await;
        let shown: String = body.chars().take(60).collect();
        assert_eq!((status, problem["status"].as_u64()), (400, Some(400)), "{shown}");
        assert!(problem["detail"].as_str().unwrap().len() > 10, "{problem}");
    }
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 16);
    assert_eq!(database.number("select count(*) from users").await, 0);
    assert_eq!(product.post("/v1/nothing", "{}").await.0, 404);
}
each_database!(bad_bodies_are_400_and_listed, |database| bad_bodies(database));

async fn limits(database: TestDatabase) {
    let product = Product::start(&database).await;
    let batch = |items: usize| json!({"batch": vec![json!({"type": "page", "userId": "u"}); items]}).to_string();
    assert_eq!(product.post("/v1/batch", batch(2_500)).await.0, 200);
    assert_eq!(product.post("/v1/batch", batch(2_501)).await.0, 400);
    let filled = |bytes: usize| {
        let empty = "{\"batch\":[],\"fill\":\"\"}".len();
        format!("{{\"batch\":[],\"fill\":\"{}\"}}", "x".repeat(bytes - empty))
    };
    assert_eq!(product.post("/v1/batch", filled(500 << 10)).await.0, 200);
    assert_eq!(product.post("/v1/batch", filled((500 << 10) + 1)).await.0, 400);
    assert_eq!(product.post("/v1/batch", gzip(&filled(500 << 10))).await.0, 200);
    assert_eq!(product.post("/v1/batch", gzip(&filled((500 << 10) + 1))).await.0, 400);
    assert_eq!(product.post("/v1/batch", gzip(&" ".repeat(40 << 20))).await.0, 400);
    assert_eq!(product.post("/v1/batch", vec![0x1f, 0x8b, 8, 0, 1, 2, 3]).await.0, 400);
    let of_bytes = |bytes: usize| {
        let empty = "{\"type\":\"page\",\"userId\":\"v\",\"fill\":\"\"}".len();
        format!("{{\"type\":\"page\",\"userId\":\"v\",\"fill\":\"{}\"}}", "x".repeat(bytes - empty))
    };
    assert_eq!(product.post("/v1/page", of_bytes(32 << 10)).await.0, 200);
    assert_eq!(product.post("/v1/page", of_bytes((32 << 10) + 1)).await.0, 400);
    let id = |length: usize| json!({"userId": "w", "messageId": "m".repeat(length)}).to_string();
    assert_eq!(product.post("/v1/page", id(100)).await.0, 200);
    assert_eq!(product.post("/v1/page", id(101)).await.0, 400);
    let user = |length: usize| json!({"userId": "ä".repeat(length)}).to_string();
    assert_eq!(product.post("/v1/page", user(255)).await.0, 200);
    assert_eq!(product.post("/v1/page", user(256)).await.0, 400);
    assert_eq!(population(&database).await.len(), 4);
}
each_database!(limits_hold, |database| limits(database));

async fn wire_forms(database: TestDatabase) {
    let product = Product::start(&database).await;
    let (client, key) = (&product.server.client, &product.key);
    let send = |kind: &'static str, body: Vec<u8>, key: Option<&str>| {
        let request = client.post(product.server.at("/v1/batch")).header("content-type", kind).body(body);
        let request = match key {
            Some(key) => request.basic_auth(key, Some("")),
            None => request,
        };
        async move { request.send().await.unwrap().status().as_u16() }
    };
    let node = json!({"batch": [{"type": "identify", "userId": "node", "traits": {"plan": "pro"}, "messageId": "1",
        "timestamp": "2026-11-25T11:00:00.000Z"}], "writeKey": key, "sentAt": "2026-11-25T12:00:00.000Z"});
    assert_eq!(send("application/json", node.to_string().into(), Some(key)).await, 200);
    let python = json!({"batch": [{"type": "track", "userId": "python", "anonymousId": null, "event": "e",
        "timestamp": "2026-11-25T11:00:00.123456"}], "sentAt": "2026-11-25T12:00:00.5"});
    assert_eq!(send("application/json", gzip(&python.to_string()), Some(key)).await, 200);
    let browser = json!({"batch": [{"type": "page", "anonymousId": "b", "userId": null,
        "context": {"page": {"path": "/"}, "locale": "de-AT"}}], "writeKey": key});
    assert_eq!(send("text/plain", browser.to_string().into(), None).await, 200);
    let rudder = json!({"batch": [{"type": "track", "userId": "rudder", "event": "e",
        "originalTimestamp": "2026-11-25T10:59:00Z", "sentAt": "2026-11-25T11:59:00Z"}]});
    assert_eq!(send("application/x-www-form-urlencoded", gzip(&rudder.to_string()), Some(key)).await, 200);
    insta::assert_snapshot!("wire_forms", population(&database).await.join("\n"));
}
each_database!(clients_send_it_their_way, |database| wire_forms(database));

async fn rate(database: TestDatabase) {
    let clock = server::clock::Clock::Set(std::sync::Arc::new(super::support::NOON.into()));
    let server = crate::support::TestServer::start_with(&database, clock, &["--ingest-rate", "3"]).await;
    let key = server.write_key().await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let request = server.client.post(server.at("/v1/page")).basic_auth(&key, Some(""));
        let response = request.body("{\"userId\":\"u\"}").send().await.unwrap();
        statuses.push((response.status().as_u16(), response.headers().get("retry-after").is_some()));
    }
    assert_eq!(statuses, [(200, false), (200, false), (200, false), (429, true)]);
}
each_database!(too_fast_is_429, |database| rate(database));
