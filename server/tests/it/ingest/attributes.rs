//! What identify says of people.

use super::support::{Product, population, texts};
use crate::{each_database, support::TestDatabase};
use serde_json::json;

async fn kinds(database: TestDatabase) {
    let product = Product::start(&database).await;
    let traits = json!({"plan": "Pro", "seats": 5, "price": 9.5, "admin": true, "trial": "2026-12-01",
        "renewed": "2026-11-25T13:00:00+01:00", "topics": ["b", 1, true, "b"], "none": [], "blank": "",
        "address": {"city": "Graz", "geo": {"lat": 47.1, "deep": {"er": 1}}}, "address.city": "Wien"});
    product.send("/v1/identify", json!({"userId": "u", "traits": traits})).await;
    // Each comes again with another kind: kept as sent, missing for filters; the kind stays.
    let other = json!({"plan": 7, "seats": "five", "admin": "true", "trial": "soon", "topics": "b"});
    product.send("/v1/identify", json!({"userId": "v", "traits": other})).await;
    insta::assert_snapshot!("kinds", population(&database).await.join("\n"));
    let definitions = texts(&database, "select key || ' ' || kind || ' ' || name from attributes order by key").await;
    insta::assert_snapshot!("kinds_definitions", definitions.join("\n"));
    let reasons = texts(&database, "select reason from ingest_rejects").await;
    assert_eq!(reasons, ["The trait address.geo.deep is refused: it is nested deeper than three levels."]);
}
each_database!(kinds_come_from_the_first_value, |database| kinds(database));

async fn later_wins(database: TestDatabase) {
    let product = Product::start(&database).await;
    let identify = |at: &str, traits: serde_json::Value| {
        product.send("/v1/identify", json!({"userId": "u", "timestamp": format!("2026-11-25T{at}Z"), "traits": traits}))
    };
    identify("11:00:00", json!({"plan": "b", "topics": ["x", "y"], "name": "B", "seats": 1})).await;
    identify("10:00:00", json!({"plan": "a", "topics": ["z"], "name": "A", "seats": 9, "city": "Graz"})).await;
    identify("11:30:00", json!({"seats": null, "topics": ["y"]})).await;
    identify("11:15:00", json!({"seats": 2, "email": "late@example.com"})).await;
    identify("11:20:00", json!({"email": null, "never": null})).await;
    insta::assert_snapshot!("later_wins", population(&database).await.join("\n"));
    assert_eq!(database.number("select count(*) from attributes where key = 'never'").await, 0);
}
each_database!(the_later_value_wins_and_null_removes, |database| later_wins(database));

async fn natives(database: TestDatabase) {
    let product = Product::start(&database).await;
    product
        .send("/v1/identify", json!({"userId": "a", "traits": {"firstName": "Ann", "createdAt": "2020-02-29"}}))
        .await;
    product
        .send("/v1/identify", json!({"userId": "a", "traits": {"lastName": "ÅKE", "avatar": "https://x/y.png"}}))
        .await;
    let page = json!({"userId": "a", "context": {"locale": "sv-SE", "page": {}}});
    product.send("/v1/page", page).await;
    product
        .send(
            "/v1/identify",
            json!({"userId": "b", "traits": {"language": "English", "name": "Bo", "lastName": "X"},
        "context": {"locale": "en-GB", "integration": {"name": "HubSpot"}}}),
        )
        .await;
    product.send("/v1/identify", json!({"userId": "b", "traits": {"language": null, "name": null}})).await;
    // Rudder's clients put traits into the context.
    product.send("/v1/identify", json!({"userId": "c", "context": {"traits": {"email": "C@Example.com"}}})).await;
    insta::assert_snapshot!("natives", population(&database).await.join("\n"));
    let told = texts(&database, "select traits from users where external_id = 'b'").await.remove(0);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["locale"]["integration"], "HubSpot");
    assert_eq!((&told["name"]["source"], &told["name"]["removed"]), (&json!("server"), &json!(true)));
    let folded = texts(&database, "select name_folded from users where external_id = 'a'").await;
    assert_eq!(folded, ["ann åke"]);
}
each_database!(reserved_traits_have_columns, |database| natives(database));

async fn sources(database: TestDatabase) {
    let product = Product::start(&database).await;
    let traits = |key: &str| json!({key: 1});
    product.send("/v1/identify", json!({"userId": "u", "traits": traits("server")})).await;
    product.send("/v1/i", json!({"userId": "u", "traits": traits("short form")})).await;
    let page = json!({"page": {"path": "/"}});
    product.send("/v1/identify", json!({"userId": "u", "traits": traits("page"), "context": page})).await;
    let crm = json!({"integration": {"name": "Salesforce"}});
    product.send("/v1/identify", json!({"userId": "u", "traits": traits("crm"), "context": crm})).await;
    let text = "select a.key || ': ' || source || coalesce(' ' || integration, '') from user_attributes u \
                join attributes a on a.attribute_id = u.attribute_id order by a.key";
    let expected = ["crm: integration Salesforce", "page: sdk", "server: server", "short form: sdk"];
    assert_eq!(texts(&database, text).await, expected);
}
each_database!(each_value_keeps_its_source, |database| sources(database));
