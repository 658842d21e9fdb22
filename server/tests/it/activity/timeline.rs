//! `GET /api/users/{user_id}/activity`.

use crate::{
    each_database,
    ingest::support::{MINUTE, NOON, Product},
};
use serde_json::{Value, json};
use shared::time::Instant;

pub async fn get(product: &Product, key: &str, path: &str) -> (u16, Value) {
    let request = product.server.client.get(product.server.at(path)).bearer_auth(key);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

pub fn minutes_ago(minutes: i64) -> String {
    Instant(NOON - minutes * MINUTE).to_string()
}

fn interaction(minutes: i64, event: &str, properties: Value) -> Value {
    json!({"type": "track", "userId": "u-1", "event": event, "timestamp": minutes_ago(minutes), "properties": properties})
}

/// The only user that is named by a user id.
pub async fn user_id(database: &server::db::Database) -> i64 {
    let text = "select user_id from identities where identity_key = 'user:u-1'";
    let (user_id,): (i64,) = database.snapshot().await.unwrap().one(server::db::sql(text)).await.unwrap();
    user_id
}

async fn told(product: &Product) {
    let tour = |step: i64| json!({"experience_id": "tour-1", "experience_name": "Welcome", "experience_kind": "tour", "step": step, "steps": 5});
    product
        .batch(json!([
            interaction(60, "Experience Seen", json!({"experience_id": "tour-1"})),
            interaction(50, "Experience Step Reached", tour(3)),
            interaction(40, "Experience Step Reached", tour(2)),
            interaction(30, "Experience Completed", tour(5)),
            interaction(20, "Experience Dismissed", json!({"experience_id": "banner-1", "experience_kind": "banner"})),
            interaction(35, "Report Viewed", json!({"kind": "sales", "size": {"rows": 12.5}, "ids": [1, "b"]})),
            interaction(20, "Plan Opened", json!({})),
        ]))
        .await;
}

/// Without the ids, which are made anew in each run.
fn without_ids(mut answer: Value) -> Value {
    for entry in answer["entries"].as_array_mut().unwrap() {
        assert!(entry["id"].as_str().unwrap().parse::<i64>().is_ok());
        entry.as_object_mut().unwrap().remove("id");
    }
    answer
}

each_database!(the_timeline_tells_what_happened_and_how_far, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    told(&product).await;
    let user_id = user_id(&database).await;
    let (status, plain) = get(&product, &key, &format!("/api/users/{user_id}/activity")).await;
    assert_eq!(status, 200);
    insta::assert_json_snapshot!("interactions", without_ids(plain));
    let (_, all) = get(&product, &key, &format!("/api/users/{user_id}/activity?kinds=event,interaction")).await;
    insta::assert_json_snapshot!("all_kinds", without_ids(all));
});

each_database!(pages_hold_everything_once, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    told(&product).await;
    // Many things at one time, and ids that both kinds have.
    let at_once: Vec<_> = (0..20).map(|_| interaction(45, "Report Viewed", json!({}))).collect();
    product.batch(json!(at_once)).await;
    let user_id = user_id(&database).await;
    let mut writer = database.write().await.unwrap();
    for text in [
        "update interactions set interaction_id = 77, at = 5 where action = 'dismissed'",
        "update events set event_id = 77, at = 5 where event_name_id = (select event_name_id from event_names where name = 'Plan Opened')",
    ] {
        assert_eq!(writer.execute(server::db::sql(text)).await.unwrap(), 1);
    }
    writer.commit().await.unwrap();
    for kinds in ["interaction", "event", "interaction,event"] {
        let path = format!("/api/users/{user_id}/activity?kinds={kinds}");
        let (_, whole) = get(&product, &key, &format!("{path}&limit=200")).await;
        assert_eq!(whole["next"], Value::Null);
        for limit in [1, 2, 3, 7] {
            let mut entries = Vec::new();
            let mut after = String::new();
            loop {
                let (status, page) = get(&product, &key, &format!("{path}&limit={limit}{after}")).await;
                assert_eq!(status, 200, "{page}");
                entries.extend(page["entries"].as_array().unwrap().iter().cloned());
                let Some(next) = page["next"].as_str() else { break };
                after = format!("&after={next}");
            }
            assert_eq!(Value::from(entries), whole["entries"], "{kinds} {limit}");
        }
    }
});

each_database!(what_is_wrong_is_told, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    told(&product).await;
    let user_id = user_id(&database).await;
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=many", "/limit"),
        ("kinds=events", "/kinds"),
        ("after=x", "/after"),
        ("after=%00", ""),
        ("colour=red", ""),
        ("limit=1&limit=2", ""),
    ] {
        for path in ["activity", "responses"] {
            let (status, answer) = get(&product, &key, &format!("/api/users/{user_id}/{path}?{query}")).await;
            let expected = if path == "responses" && pointer == "/kinds" { "" } else { pointer };
            assert_eq!((status, &answer["errors"][0]["pointer"]), (422, &json!(expected)), "{path}?{query}: {answer}");
        }
    }
    for path in ["activity", "responses"] {
        for id in ["7", "x", "99999999999999999999"] {
            assert_eq!(get(&product, &key, &format!("/api/users/{id}/{path}")).await.0, 404, "{id}/{path}");
        }
        let write = product.server.write_key().await;
        assert_eq!(get(&product, &write, &format!("/api/users/{user_id}/{path}")).await.0, 403);
    }
});

each_database!(merged_users_lead_on, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    told(&product).await;
    let user_id = user_id(&database).await;
    let mut writer = database.write().await.unwrap();
    let insert = server::db::sql("insert into merged_users (user_id, merged_id) values ($1, 999)").bind(user_id);
    writer.execute(insert).await.unwrap();
    writer.commit().await.unwrap();
    for path in ["activity", "activity?kinds=event&limit=3", "responses", "responses?limit=3"] {
        let request = product.server.client.get(product.server.at(&format!("/api/users/999/{path}"))).bearer_auth(&key);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 308);
        assert_eq!(answer.headers()["location"], format!("/api/users/{user_id}/{path}"));
    }
});
