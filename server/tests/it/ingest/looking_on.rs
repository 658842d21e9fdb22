//! `GET /api/ingest/messages` and `GET /api/ingest/rejects`.

use super::support::{MINUTE, Product};
use crate::{each_database, support::Caller};
use reqwest::Method;
use serde_json::{Value, json};

async fn get(product: &Product, key: &str, path: &str) -> Value {
    let request = product.server.client.get(product.server.at(path)).bearer_auth(key);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    response.json().await.unwrap()
}

fn told(messages: &Value) -> Vec<Value> {
    let messages = messages["messages"].as_array().unwrap().iter();
    messages.map(|one| json!([one["kind"], one["event"], one["outcome"], one["external_id"], one["content"]])).collect()
}

each_database!(the_latest_messages_are_told_with_what_became_of_them, |database| async move {
    let product = Product::start(&database).await;
    let secret = product.server.secret_key().await;
    assert_eq!(get(&product, &secret, "/api/ingest/messages").await, json!({"messages": [], "last": 0}));
    let traits = json!({"name": "Ann", "seats": 5, "email": 7});
    let track =
        json!({"type": "track", "userId": "u1", "event": "export", "messageId": "m1", "properties": {"rows": 3}});
    let identify = json!({"type": "identify", "userId": "u1", "traits": traits});
    product.batch(json!([identify, track, {"type": "page", "userId": "u1"}])).await;
    product.batch(json!([track, {"type": "track", "userId": "u1"}])).await;
    let messages = get(&product, &secret, "/api/ingest/messages").await;
    assert_eq!(messages["last"], 6);
    let refused = messages["messages"][0]["content"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(refused).unwrap(), json!({"type": "track", "userId": "u1"}));
    let expected = [
        json!(["track", null, "refused", "u1", refused]),
        json!(["track", "export", "duplicate", "u1", "{\"rows\":3}"]),
        json!(["identify", null, "refused", "u1", messages["messages"][2]["content"]]),
        json!(["page", null, "stored", "u1", ""]),
        json!(["track", "export", "stored", "u1", "{\"rows\":3}"]),
        json!(["identify", null, "stored", "u1", "{\"name\":\"Ann\",\"seats\":5}"]),
    ];
    assert_eq!(told(&messages), expected);
    let first = &messages["messages"][0];
    assert_eq!((&first["key"], &first["received"]), (&json!("Test"), &json!("2026-11-25T12:00:00.000Z")));
    assert_eq!(messages["messages"][2]["reason"], "The trait email is refused: it is not text.");
    assert_eq!(told(&get(&product, &secret, "/api/ingest/messages?after=4").await).len(), 2);
    assert_eq!(get(&product, &secret, "/api/ingest/messages?after=6").await, json!({"messages": [], "last": 6}));
    // A place of the time before a restart.
    assert_eq!(told(&get(&product, &secret, "/api/ingest/messages?after=99").await).len(), 6);

    let rejects = get(&product, &secret, "/api/ingest/rejects").await;
    let reasons: Vec<_> = rejects["rejects"].as_array().unwrap().iter().map(|one| one["reason"].clone()).collect();
    assert_eq!(reasons, [&first["reason"], &messages["messages"][2]["reason"]].map(Clone::clone));
    assert_eq!(rejects["rejects"][0]["sample"], refused);

    product.pass(15 * MINUTE);
    assert_eq!(get(&product, &secret, "/api/ingest/messages").await, json!({"messages": [], "last": 6}));
    assert_eq!(get(&product, &secret, "/api/ingest/rejects").await, rejects);
});

each_database!(few_are_kept_and_nothing_of_the_deleted, |database| async move {
    let product = Product::start(&database).await;
    let secret = product.server.secret_key().await;
    let track = |number: usize| json!({"type": "track", "userId": "u1", "event": format!("e{number}")});
    let many: Vec<Value> = (0..150).map(track).collect();
    product.batch(json!(many)).await;
    let messages = get(&product, &secret, "/api/ingest/messages").await;
    assert_eq!((told(&messages).len(), &messages["messages"][0]["event"]), (100, &json!("e149")));
    assert_eq!(messages["messages"][99]["event"], "e50");

    let user: i64 = database.number("select user_id from users").await;
    let address = product.server.at(&format!("/api/users/{user}"));
    assert_eq!(product.server.client.delete(address).bearer_auth(&secret).send().await.unwrap().status(), 204);
    product.batch(json!([{"type": "track", "userId": "u1", "event": "again", "properties": {"a": 1}}])).await;
    let messages = get(&product, &secret, "/api/ingest/messages").await;
    assert!(told(&messages).iter().all(|one| *one == json!(["track", null, "blocked", null, ""])), "{messages}");
    assert!(!messages.to_string().contains("u1"));
});

each_database!(viewers_do_not_look_on, |database| async move {
    let product = Product::start(&database).await;
    for path in ["/api/ingest/messages", "/api/ingest/rejects"] {
        for (role, status) in [("viewer", 403), ("editor", 200), ("owner", 200)] {
            let caller = Caller::new(&product.server, role).await;
            assert_eq!(caller.status(Method::GET, path).await, status, "{role} {path}");
        }
    }
    let editor = Caller::new(&product.server, "editor").await;
    assert_eq!(editor.status(Method::GET, "/api/ingest/messages?after=x").await, 422);
});
