//! `GET /api/catalogue/events` and `GET /api/catalogue/experiences`.

use super::fixture::Shop;
use crate::{each_database, ingest::support::MINUTE};
use reqwest::Method;
use serde_json::{Value, json};

each_database!(events_and_experiences_are_told_with_how_often_and_where, |database| async move {
    let shop = Shop::start(&database).await;
    shop.product.pass(MINUTE);
    shop.product.batch(json!([{"type": "track", "userId": "u-1", "event": "Bought: tea"}])).await;
    let event = json!({"event": {"name": "Bought: tea", "count": {"at_least": 1}}});
    let answered =
        json!({"answer": {"experience": "survey:1", "question": "score", "test": {"number": {"at_least": 9}}}});
    let mut ids = Vec::new();
    for (name, root) in [("Buyers", event), ("Fans", answered)] {
        let body = json!({"name": name, "filter": {"version": 1, "root": root}});
        let request = shop.product.server.client.request(Method::POST, shop.product.server.at("/api/segments"));
        let response = request.bearer_auth(&shop.key).json(&body).send().await.unwrap();
        let made: Value = response.json().await.unwrap();
        ids.push(made["segment_id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned());
    }
    let (noon, later) = ("2026-11-25T12:00:00.000Z", "2026-11-25T12:01:00.000Z");
    let property = |key: &str, kind: &str, samples: Value| json!({"key": key, "kind": kind, "samples": samples});
    let (status, mut events) = shop.get("/api/catalogue/events").await;
    let properties = events["events"][0]["properties"].take();
    let expected = json!({"events": [
        {"name": "Bought: tea", "times": 11, "users": 10, "first": noon, "last": later, "properties": null,
            "segments": [{"segment_id": ids[0], "name": "Buyers"}]},
        {"name": "signed up", "times": 1, "users": 1, "first": noon, "last": noon, "properties": [], "segments": []},
    ]});
    assert_eq!((status, events), (200, expected));
    let kinds = properties.as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap());
    assert_eq!(kinds.collect::<Vec<_>>(), ["at", "gift", "items", "source", "total"]);
    assert_eq!(properties[1], property("gift", "boolean", json!(["true"])));
    assert_eq!(properties[2], property("items", "list", json!(["tea"])));

    let (status, mut experiences) = shop.get("/api/catalogue/experiences").await;
    let questions = experiences["experiences"][0]["questions"].take();
    let expected = json!({"experiences": [{"id": "survey:1", "name": "How are we doing?", "kind": "survey", "steps": 3,
        "times": 40, "users": 10, "first": noon, "last": noon, "questions": null,
        "segments": [{"segment_id": ids[1], "name": "Fans"}]}]});
    assert_eq!((status, experiences), (200, expected));
    assert_eq!(
        questions[1],
        json!({"id": "role", "question": "On role?", "kind": "single_choice",
        "options": ["Founder", "Other"]})
    );
});
