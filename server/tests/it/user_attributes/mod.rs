//! `PATCH /api/users/{user_id}/attributes`.

use crate::{
    activity::timeline::user_id,
    each_database,
    ingest::support::{MINUTE, NOON, Product, population, texts},
    support::Caller,
};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::sql;
use shared::time::Instant;

async fn patch(product: &Product, key: &str, path: &str, body: &Value) -> (u16, Value) {
    let request = product.server.client.patch(product.server.at(path)).bearer_auth(key).json(body);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

async fn known(product: &Product) {
    let traits = json!({"name": "Ann", "email": "ann@example.com", "plan": "free", "seats": 3, "beta": true,
        "since": "2026-01-31", "topics": ["a", "b"]});
    product.batch(json!([{"type": "identify", "userId": "u-1", "traits": traits}])).await;
}

each_database!(values_are_set_and_removed, |database| async move {
    let product = Product::start(&database).await;
    known(&product).await;
    product.pass(MINUTE);
    let key = product.server.secret_key().await;
    let path = format!("/api/users/{}/attributes", user_id(&database).await);
    let body = json!({"plan": "pro", "seats": null, "topics": [], "email": "Ann@Example.com", "firstName": "Anna",
        "name": null, "createdAt": "2020-02-29", "new": {"key": 1.5}, "started": "2026-02-01T10:00:00Z"});
    let (status, mut profile) = patch(&product, &key, &path, &body).await;
    assert_eq!(status, 200, "{profile}");
    profile.as_object_mut().unwrap().remove("user_id");
    insta::assert_json_snapshot!("profile", profile);
    insta::assert_snapshot!("stored", population(&database).await.join("\n"));
    // Ingestion hears of the new definitions.
    product.batch(json!([{"type": "identify", "userId": "u-2", "traits": {"new.key": 2, "started": "soon"}}])).await;
    let kinds = texts(&database, "select key || ' ' || kind from attributes order by attribute_id").await;
    assert_eq!(kinds[5..], ["new.key number", "started time"].map(str::to_owned), "{kinds:?}");
    // Nothing to do is done.
    let sequence = database.number("select max(sequence) from changes").await;
    assert_eq!(patch(&product, &key, &path, &json!({})).await.0, 200);
    assert_eq!(patch(&product, &key, &path, &json!({"never_heard_of": null})).await.0, 200);
    assert_eq!(database.number("select max(sequence) from changes").await, sequence);
});

each_database!(what_cannot_be_kept_changes_nothing, |database| async move {
    let product = Product::start(&database).await;
    known(&product).await;
    let before = population(&database).await;
    let key = product.server.secret_key().await;
    let path = format!("/api/users/{}/attributes", user_id(&database).await);
    for (body, pointers) in [
        (
            json!({"seats": "many", "plan": 5, "beta": "yes", "since": "soon", "topics": "a", "name": "B"}),
            &["/seats", "/plan", "/beta", "/since", "/topics"][..],
        ),
        (json!({"seats": [1], "email": 7}), &["/email"]),
        (json!({"plan": "x".repeat(701), "a~/": {"b": {"c": {"d": 1}}}}), &["/plan", "/a~0~1"]),
        (json!({"": 1}), &["/"]),
        (json!({"new": {"key": "text"}, "new.key": 1}), &["/new.key"]),
        (json!({"a": "\0"}), &[""]),
        (json!([1]), &[""]),
        (json!("plan"), &[""]),
    ] {
        let (status, answer) = patch(&product, &key, &path, &body).await;
        let told = answer["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap());
        let mut told: Vec<_> = told.collect();
        let mut expected = pointers.to_vec();
        told.sort_unstable();
        expected.sort_unstable();
        assert_eq!((status, told), (422, expected), "{body}: {answer}");
    }
    let large: serde_json::Map<String, Value> = (0..60).map(|at| (format!("k{at}"), "x".repeat(700).into())).collect();
    assert_eq!(patch(&product, &key, &path, &large.into()).await.0, 413);
    for id in ["7", "x"] {
        assert_eq!(patch(&product, &key, &format!("/api/users/{id}/attributes"), &json!({"a": 1})).await.0, 404);
    }
    assert_eq!(population(&database).await, before);
});

each_database!(a_later_value_of_an_sdk_wins_and_an_earlier_one_does_not, |database| async move {
    let product = Product::start(&database).await;
    known(&product).await;
    product.pass(10 * MINUTE);
    let key = product.server.secret_key().await;
    let path = format!("/api/users/{}/attributes", user_id(&database).await);
    assert_eq!(patch(&product, &key, &path, &json!({"plan": "pro", "name": "Anna"})).await.0, 200);
    let told = |minutes: i64, plan: &str| {
        json!([{"type": "identify", "userId": "u-1", "timestamp": Instant(NOON + minutes * MINUTE).to_string(),
            "traits": {"plan": plan, "name": plan}}])
    };
    let values = "select text_value from user_attributes where text_value is not null union all select name from users";
    product.batch(told(5, "early")).await;
    assert_eq!(texts(&database, values).await, ["pro", "Anna"]);
    product.pass(10 * MINUTE);
    product.batch(told(15, "late")).await;
    assert_eq!(texts(&database, values).await, ["late", "late"]);
});

each_database!(who_may_and_where_it_came_from, |database| async move {
    let product = Product::start(&database).await;
    known(&product).await;
    product.pass(MINUTE);
    let user_id = user_id(&database).await;
    let path = format!("/api/users/{user_id}/attributes");
    let mut statuses = Vec::new();
    for role in ["viewer", "editor", "owner"] {
        let caller = Caller::new(&product.server, role).await;
        let answer = caller.request(Method::PATCH, &path).json(&json!({"plan": role})).send().await.unwrap();
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [403, 200, 200]);
    let source = "select source || ' ' || text_value from user_attributes where text_value is not null";
    assert_eq!(texts(&database, source).await, ["dashboard owner"]);
    let key = product.server.secret_key().await;
    assert_eq!(patch(&product, &key, &path, &json!({"plan": "by key"})).await.0, 200);
    assert_eq!(texts(&database, source).await, ["api by key"]);
    let mut writer = database.write().await.unwrap();
    let insert = sql("insert into merged_users (user_id, merged_id) values ($1, 999)").bind(user_id);
    writer.execute(insert).await.unwrap();
    writer.commit().await.unwrap();
    let request = product.server.client.patch(product.server.at("/api/users/999/attributes")).bearer_auth(&key);
    let answer = request.json(&json!({"plan": "x"})).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (308, &path.parse().unwrap()));
});
