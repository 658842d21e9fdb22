//! `GET /api/catalogue/values`.

use super::fixture::Shop;
use crate::{
    each_database,
    support::{Caller, TestServer},
};
use reqwest::Method;
use serde_json::{Value, json};

/// Values and users as one text, and whether there are more.
async fn values(shop: &Shop, field: &str, text: &str) -> String {
    let query = [("field", field), ("text", text)];
    let request = shop.product.server.client.get(shop.product.server.at("/api/catalogue/values"));
    let response = request.bearer_auth(&shop.key).query(&query).send().await.unwrap();
    assert_eq!(response.status(), 200, "{field} {text}");
    let answer: Value = response.json().await.unwrap();
    let value = |value: &Value| format!("{} {}", value["value"].as_str().unwrap(), value["users"]);
    let values: Vec<_> = answer["values"].as_array().unwrap().iter().map(value).collect();
    let more = if answer["more"].as_bool().unwrap() { ", ..." } else { "" };
    format!("{}{more}", values.join(", "))
}

each_database!(every_field_has_values, |database| async move {
    let shop = Shop::start(&database).await;
    let cases = [
        ("attribute:plan", "", "pro 4, Professional 2, free 2, non-pro 2"),
        ("attribute:plan", "PRO", "pro 4, Professional 2, non-pro 2"),
        ("attribute:plan", " fr ", "free 2"),
        ("attribute:plan", "x", ""),
        ("attribute:seats", "", "0 4, 1 3, 2 3"),
        ("attribute:seats", "2", "2 3"),
        ("attribute:is_admin", "", "false 5, true 5"),
        ("attribute:is_admin", "t", "true 5"),
        ("attribute:topics", "", "tours 10, topic 0 3, topic 1 3, topic 2 2, topic 3 2"),
        ("attribute:topics", "3", "topic 3 2"),
        ("property:language", "", "en 7, de-CH 3"),
        ("property:language", "ch", "de-CH 3"),
        ("property:name", "person 7", "Person 7 1"),
        ("property:email", "7@example", "Person7@Example.com 1"),
        ("property:user_id", "u-3", "u-3 1"),
        ("event:Bought%3A tea:source", "", "ad 7, Adviser 3"),
        ("event:Bought%3A tea:source", "adv", "Adviser 3"),
        ("event:Bought%3A tea:total", "7", "7 1"),
        ("event:Bought%3A tea:gift", "", "true 10"),
        ("event:Bought%3A tea:items", "", "tea 10"),
        ("event:Bought%3A tea:none", "", ""),
        ("event:signed up:none", "", ""),
        ("answer:survey%3A1:score", "", "9 10"),
        ("answer:survey%3A1:role", "", "Other 6, Founder 4"),
        ("answer:survey%3A1:role", "found", "Founder 4"),
        ("answer:survey%3A1:why", "", "Because 0 5, Because 1 5"),
        ("answer:survey%3A1:why", "1", "Because 1 5"),
    ];
    for (field, text, wanted) in cases {
        assert_eq!(values(&shop, field, text).await, wanted, "{field} {text}");
    }
});

each_database!(bad_questions_are_pointed_at, |database| async move {
    let shop = Shop::start(&database).await;
    let long = format!("field=attribute:plan&text={}", "x".repeat(1_025));
    let cases = [
        ("", "/field"),
        ("field=plan", "/field"),
        ("field=attribute:gone", "/field"),
        ("field=attribute:trial_ends_at", "/field"),
        ("field=property:tags", "/field"),
        ("field=property:age", "/field"),
        ("field=event:gone:a", "/field"),
        ("field=event:Bought: tea:a", "/field"),
        ("field=answer:survey%253A1:gone", "/field"),
        ("field=answer:gone:score", "/field"),
        ("field=attribute:%25", "/field"),
        (long.as_str(), "/text"),
        ("field=attribute:plan&text=%00", ""),
        ("field=attribute:plan&limit=5", ""),
    ];
    for (query, pointer) in cases {
        let (status, problem) = shop.get(&format!("/api/catalogue/values?{query}")).await;
        let told = problem["errors"][0]["pointer"].as_str();
        assert_eq!((status, told), (422, Some(pointer)), "{query}: {problem}");
    }
    let (_, problem) = shop.get(&format!("/api/catalogue/values?field=x&text={}", "x".repeat(1_025))).await;
    let pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
    assert_eq!(pointers, [&json!("/text"), &json!("/field")]);
});

each_database!(fields_with_many_values_are_searched, |database| async move {
    let shop = Shop::start(&database).await;
    for batch in 0..6 {
        let person = |number: usize| {
            let company = format!("{} {number}", ["Acme", "BETA", "gamma"][number % 3]);
            let traits = json!({"company": company, "balance": number, "topics": [format!("Topic-{number}")],
                "name": format!("Zoë {number}")});
            json!({"type": "identify", "userId": format!("v-{number}"), "traits": traits})
        };
        let messages: Vec<_> = (batch * 100..batch * 100 + 100).map(person).collect();
        shop.product.batch(json!(messages)).await;
    }
    let cases = [
        ("attribute:company", "acme 59", "Acme 591 1, Acme 594 1, Acme 597 1, ..."),
        ("attribute:company", "beta 598", "BETA 598 1, ..."),
        ("attribute:company", "599", "gamma 599 1"),
        ("attribute:balance", "599", "599 1, ..."),
        ("attribute:balance", "0.5", ", ..."),
        ("attribute:topics", "topic-599", "Topic-599 1, ..."),
        ("property:name", "ZOË 599", "Zoë 599 1"),
        ("property:name", "599", "Zoë 599 null"),
        ("property:user_id", "v-599", "v-599 1"),
    ];
    for (field, text, wanted) in cases {
        assert_eq!(values(&shop, field, text).await, wanted, "{field} {text}");
    }
    let all = values(&shop, "attribute:company", "").await;
    assert_eq!((all.split(", ").count(), all.ends_with(", ...")), (51, true), "{all}");
});

each_database!(a_viewer_may_ask, |database| async move {
    let server = TestServer::start(&database).await;
    let caller = Caller::new(&server, "viewer").await;
    assert_eq!(caller.status(Method::GET, "/api/catalogue/values?field=property:name").await, 200);
});
