//! Listing, renaming and hiding.

use super::fixture::{Office, plan, topics};
use crate::each_database;
use reqwest::Method;
use serde_json::json;

each_database!(attributes_are_listed_with_what_they_are_and_who_uses_them, |database| async move {
    let office = Office::start(&database).await;
    let id = office.segment("Payers", json!({"all": [{"muted": plan("pro")}]})).await;
    let body = json!({"plan": "team"});
    let found = office.call(Method::POST, "/api/users/search", Some(json!({"text": "u4"}))).await.1;
    let user = found["users"][0]["user_id"].as_str().unwrap();
    assert_eq!(office.call(Method::PATCH, &format!("/api/users/{user}/attributes"), Some(body)).await.0, 200);
    let noon = "2026-11-25T12:00:00.000Z";
    let sdk = |users: u64| json!({"source": "server", "users": users});
    let plan = json!({"key": "plan", "name": "plan", "kind": "text", "hidden": false, "created": noon, "users": 4,
        "last_set": "2026-11-25T12:00:00.000Z", "sources": [sdk(3), {"source": "api", "users": 1}],
        "samples": ["pro", "free", "team"], "segments": [{"segment_id": id, "name": "Payers"}]});
    let expected = json!({"attributes": [
        plan,
        {"key": "seats", "name": "seats", "kind": "number", "hidden": false, "created": noon, "users": 3,
            "last_set": noon, "sources": [sdk(3)], "samples": ["5"], "segments": []},
        {"key": "since", "name": "since", "kind": "time", "hidden": false, "created": noon, "users": 2,
            "last_set": noon, "sources": [sdk(2)], "samples": [], "segments": []},
        {"key": "topics", "name": "topics", "kind": "list", "hidden": false, "created": noon, "users": 2,
            "last_set": noon, "sources": [sdk(2)], "samples": ["a", "b"], "segments": []},
    ]});
    assert_eq!(office.get("/api/attributes").await, expected);
    assert_eq!(office.get("/api/attributes/plan").await, expected["attributes"][0]);
});

each_database!(a_hidden_attribute_is_offered_nowhere_and_works_on, |database| async move {
    let office = Office::start(&database).await;
    office.segment("Payers", plan("pro")).await;
    let before = database.number("select max(sequence) from changes").await;
    let body = json!({"name": " Price plan ", "hidden": true});
    let (status, changed) = office.call(Method::PATCH, "/api/attributes/plan", Some(body.clone())).await;
    assert_eq!((status, &changed["name"], &changed["hidden"]), (200, &json!("Price plan"), &json!(true)));
    let fields = office.get("/api/catalogue").await["attributes"].clone();
    assert_eq!(
        (&fields[0]["key"], &fields[0]["hidden"], &fields[0]["users"]),
        (&json!("plan"), &json!(true), &json!(3))
    );
    assert_eq!(office.total(plan("pro")).await, 2);
    assert_eq!(office.get("/api/segments").await["segments"][0]["sentence"], "Price plan is pro");
    // Nothing to do is done.
    assert_eq!(office.call(Method::PATCH, "/api/attributes/plan", Some(body)).await.0, 200);
    let shown = office.call(Method::PATCH, "/api/attributes/plan", Some(json!({"hidden": false}))).await.1;
    assert_eq!(shown["hidden"], false);
    assert_eq!(topics(&database, before).await, ["definitions"; 3]);
    let id = json!({"attribute_id": "1"});
    let deeds = ["attribute_renamed", "attribute_hidden", "attribute_shown"];
    assert_eq!(office.audited().await, deeds.map(|deed| json!([deed, "Price plan", id])));
});

each_database!(every_fault_has_its_place, |database| async move {
    let office = Office::start(&database).await;
    let long = "x".repeat(201);
    for (body, pointer) in [
        (json!({"name": ""}), "/name"),
        (json!({"name": long}), "/name"),
        (json!({"name": "a\nb"}), "/name"),
        (json!({"hidden": "yes"}), "/hidden"),
        (json!({"kind": "text"}), "/kind"),
    ] {
        let (status, problem) = office.call(Method::PATCH, "/api/attributes/plan", Some(body)).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!(pointer)));
    }
    for path in ["/api/attributes/plan/kind", "/api/attributes/plan/kind/check"] {
        for (body, pointer) in [(json!({"kind": "text"}), "/kind"), (json!({"kind": "date"}), "/kind"), (json!({}), "")]
        {
            let (status, problem) = office.call(Method::POST, path, Some(body)).await;
            assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!(pointer)), "{path}");
        }
    }
    let kind = Some(json!({"kind": "text"}));
    for key in ["never", "%00", "a%2Fb"] {
        let path = format!("/api/attributes/{key}");
        for (method, path, body) in [
            (Method::GET, path.clone(), None),
            (Method::PATCH, path.clone(), Some(json!({}))),
            (Method::DELETE, path.clone(), None),
            (Method::POST, format!("{path}/kind"), kind.clone()),
            (Method::POST, format!("{path}/kind/check"), kind.clone()),
        ] {
            let (status, problem) = office.call(method, &path, body).await;
            assert_eq!((status, &problem["detail"]), (404, &json!("There is no such attribute.")), "{path}");
        }
    }
    // A key may hold what separates the parts of an address.
    office.importer.product.batch(json!([{"type": "identify", "userId": "u1", "traits": {"a/b c": 1}}])).await;
    assert_eq!(office.get("/api/attributes/a%2Fb%20c").await["users"], 1);
});
