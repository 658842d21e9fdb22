//! Generated people go on living: what their clients send finds them and changes them.

use super::{NOW, clock, generate};
use crate::{each_database, support::TestServer};
use serde_json::{Value, json};
use server::db::sql;

each_database!(clients_of_generated_people_find_them, |database| async move {
    generate(&database, "--users 200 --events 900 --seed 9").await;
    let text = "select user_id, external_id, anonymous_id, sessions, name from users where external_id is not null \
                and anonymous_id is not null and name is not null and email is not null and last_activity < $1 \
                order by user_id limit 1";
    type Row = (i64, String, String, i64, String);
    let (user_id, external_id, anonymous_id, sessions, name): Row =
        database.snapshot().await.unwrap().one(sql(text).bind(NOW - 86_400_000)).await.unwrap();
    let server = TestServer::start_with(&database, clock(), &[]).await;
    let message = json!({
        "writeKey": server.write_key().await, "userId": external_id, "anonymousId": anonymous_id,
        "context": {"page": {"path": "/"}}, "traits": {"plan": "gold", "email": "new@example.com"},
    });
    let answer = server.client.post(server.at("/v1/identify")).json(&message).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    assert_eq!(database.number("select count(*) from users").await, 200);

    let key = server.secret_key().await;
    let profile = server.client.get(server.at(&format!("/api/users/{user_id}"))).bearer_auth(key).send().await.unwrap();
    let profile: Value = profile.json().await.unwrap();
    assert_eq!(profile["sessions"], sessions + 1);
    // What the message does not tell of stays.
    assert_eq!((&profile["email"], &profile["name"]), (&json!("new@example.com"), &json!(name)));
    let plan = profile["attributes"].as_array().unwrap().iter().find(|one| one["key"] == "plan").unwrap();
    assert_eq!((&plan["value"], &plan["kind"]), (&json!("gold"), &json!("text")));
});
