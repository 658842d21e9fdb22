//! Another kind, tried and then given.

use super::fixture::{Office, attribute, plan, topics};
use crate::{each_database, ingest::support::texts};
use reqwest::Method;
use serde_json::{Value, json};

fn number(test: Value) -> Value {
    attribute("seats", json!({ "number": test }))
}

each_database!(values_are_read_anew_as_they_were_sent, |database| async move {
    let office = Office::start(&database).await;
    let kind = |kind: &str| Some(json!({ "kind": kind }));
    let expected = json!({"from": "number", "to": "text", "converted": 3, "left": 0, "samples": [], "segments": []});
    let before = database.number("select max(sequence) from changes").await;
    let checked = office.call(Method::POST, "/api/attributes/seats/kind/check", kind("text")).await;
    assert_eq!(checked, (200, expected.clone()));
    assert_eq!(database.number("select max(sequence) from changes").await, before);
    assert_eq!(office.total(number(json!({"at_least": 1}))).await, 1);

    assert_eq!(office.call(Method::POST, "/api/attributes/seats/kind", kind("text")).await, (200, expected));
    assert_eq!(topics(&database, before).await, ["definitions", "users"]);
    assert_eq!(office.total(attribute("seats", json!({"text": {"starts_with": {"value": "ma"}}}))).await, 1);
    assert_eq!(office.total(attribute("seats", json!({"text": {"is": {"value": "5"}}}))).await, 1);

    // And back: what was sent as a text and reads as a number is one now.
    let expected =
        json!({"from": "text", "to": "number", "converted": 2, "left": 1, "samples": ["\"many\""], "segments": []});
    assert_eq!(office.call(Method::POST, "/api/attributes/seats/kind/check", kind("number")).await.1, expected);
    assert_eq!(office.call(Method::POST, "/api/attributes/seats/kind", kind("number")).await.1, expected);
    assert_eq!(office.total(number(json!({"at_least": 1}))).await, 2);
    let raw =
        texts(&database, "select raw from user_attributes where attribute_id = 2 and raw is not null order by raw")
            .await;
    assert_eq!(raw, ["\"7\"", "\"many\"", "5"]);
    let audited = office.audited().await;
    let detail = json!({"attribute_id": "2", "from": "text", "to": "number", "converted": 2, "left": 1});
    assert_eq!((audited.len(), &audited[1]), (2, &json!(["attribute_kind_changed", "seats", detail])));
});

each_database!(lists_lose_and_get_their_items, |database| async move {
    let office = Office::start(&database).await;
    let change = |kind: &str| office.call(Method::POST, "/api/attributes/topics/kind", Some(json!({ "kind": kind })));
    assert_eq!(change("text").await.1["samples"], json!(["[\"a\",\"b\"]"]));
    assert_eq!(database.number("select count(*) from user_attribute_items").await, 0);
    assert_eq!(office.total(attribute("topics", json!({"text": {"is": {"value": "c"}}}))).await, 1);
    assert_eq!(change("list").await.1["converted"], 2);
    assert_eq!(database.number("select count(*) from user_attribute_items").await, 3);
    for (item, users) in [("a", 1), ("c", 1), ("x", 0)] {
        assert_eq!(office.total(attribute("topics", json!({"list": {"contains_any": [item]}}))).await, users, "{item}");
    }
    // Messages that come now are read by the new kind.
    office.importer.product.batch(json!([{"type": "identify", "userId": "u3", "traits": {"topics": ["x"]}}])).await;
    assert_eq!(office.total(attribute("topics", json!({"list": {"contains_any": ["x"]}}))).await, 1);
});

each_database!(segments_that_test_another_kind_are_in_the_way, |database| async move {
    let office = Office::start(&database).await;
    let id = office.segment("Payers", plan("pro")).await;
    office.segment("Have one", json!({"segment": {"id": id, "member": true}})).await;
    let kind = Some(json!({"kind": "list"}));
    let checked = office.call(Method::POST, "/api/attributes/plan/kind/check", kind.clone()).await.1;
    let expected = json!({"from": "text", "to": "list", "converted": 4, "left": 0, "samples": [],
        "segments": [{"segment_id": id, "name": "Payers"}]});
    assert_eq!(checked, expected);
    let (status, problem) = office.call(Method::POST, "/api/attributes/plan/kind", kind.clone()).await;
    let sentence = "The segment “Payers” tests it as text. Take it out there first.";
    assert_eq!((status, &problem["detail"]), (409, &json!(sentence)));
    assert_eq!(office.total(plan("pro")).await, 2);
    let body = json!({"filter": {"version": 1, "root": {"all": []}}});
    assert_eq!(office.call(Method::PATCH, &format!("/api/segments/{id}"), Some(body)).await.0, 200);
    assert_eq!(office.call(Method::POST, "/api/attributes/plan/kind", kind).await.0, 200);
});

each_database!(more_users_than_a_change_names_have_their_values_read_anew, |database| async move {
    let office = Office::start(&database).await;
    let users: Vec<Value> = (0..9_000)
        .map(|number| json!({"type": "identify", "userId": format!("n{number}"), "traits": {"score": number.to_string()}}))
        .collect();
    for some in users.chunks(500) {
        office.importer.product.batch(json!(some)).await;
    }
    let answer = office.call(Method::POST, "/api/attributes/score/kind", Some(json!({"kind": "number"}))).await.1;
    assert_eq!((&answer["converted"], &answer["left"]), (&json!(9_000), &json!(0)));
    assert_eq!(office.total(attribute("score", json!({"number": {"at_least": 8_999}}))).await, 1);
    assert_eq!(office.call(Method::DELETE, "/api/attributes/score", None).await.0, 204);
    assert_eq!(
        database.number("select count(*) from user_attributes where text_value is null and attribute_id = 5").await,
        0
    );
});
