//! What is told of the company that a person belongs to.

use super::support::{Product, texts};
use crate::each_database;
use serde_json::json;

each_database!(a_group_is_kept_as_attributes, |database| async move {
    let product = Product::start(&database).await;
    let long = "x".repeat(701);
    product
        .batch(json!([
            {"type": "identify", "userId": "u", "traits": {"name": "Ann", "plan": "pro"}, "timestamp": "2026-11-25T10:00:00Z"},
            {"type": "group", "userId": "u", "groupId": "acme", "timestamp": "2026-11-25T11:00:00Z",
                "traits": {"name": "Acme", "size": 40, "id": "other", "since": "2020-01-01", "a": {"b": true}, "long": long}},
            {"type": "group", "userId": "u", "groupId": 7, "timestamp": "2026-11-25T10:30:00Z", "traits": {"city": "Graz"}},
            {"type": "group", "anonymousId": "v", "groupId": "acme"},
            {"type": "group", "userId": "w"},
        ]))
        .await;
    let told = "select coalesce(u.external_id, 'visitor') || ' ' || a.key || ' ' || a.kind || ' ' || v.raw \
                from user_attributes v join attributes a on a.attribute_id = v.attribute_id \
                join users u on u.user_id = v.user_id order by u.external_id, a.key";
    let mut told = texts(&database, told).await;
    told.sort();
    assert_eq!(
        told,
        [
            "u group.a.b boolean true",
            "u group.city text \"Graz\"",
            "u group.id text \"acme\"",
            "u group.name text \"Acme\"",
            "u group.since time \"2020-01-01\"",
            "u group.size number 40",
            "u plan text \"pro\"",
            "visitor group.id text \"acme\"",
        ]
    );
    assert_eq!(texts(&database, "select name from users where external_id = 'u'").await, ["Ann"]);
    assert_eq!(database.number("select count(*) from users").await, 3);
    let rejects = "select kind || ' ' || reason from ingest_rejects";
    let reason = "group The trait group.long is refused: its text is longer than 700 characters.";
    assert_eq!(texts(&database, rejects).await, [reason]);

    // The next company takes the place of the one before, whole or in part; it leads nobody anywhere.
    product.send("/v1/g", json!({"userId": "u", "groupId": "nord", "traits": {"size": null}})).await;
    let now = "select a.key || ' ' || coalesce(v.raw, '-') from user_attributes v \
               join attributes a on a.attribute_id = v.attribute_id join users u on u.user_id = v.user_id \
               where u.external_id = 'u' and a.key in ('group.id', 'group.size') order by a.key";
    assert_eq!(texts(&database, now).await, ["group.id \"nord\"", "group.size -"]);
    let key = product.server.secret_key().await;
    let test = json!({"attribute": {"key": "group.id", "test": {"text": {"is": {"value": "nord"}}}}});
    let filter = json!({"version": 1, "root": test});
    let count = product.server.client.post(product.server.at("/api/users/count")).bearer_auth(key);
    let count = count.json(&json!({"filter": filter})).send().await.unwrap();
    assert_eq!(count.json::<serde_json::Value>().await.unwrap()["total"], 1);
});
