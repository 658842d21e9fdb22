//! `GET /api/users/{user_id}` of users written into the tables.

use super::fixture;
use crate::{each_database, support::TestServer};
use rand::SeedableRng;
use server::db::sql;

each_database!(merged_and_unknown_ids_are_told_apart, |database| async move {
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(1), 2);
    fixture::insert(&database, &people).await;
    let mut writer = database.write().await.unwrap();
    let statement = sql("insert into merged_users (user_id, merged_id) values ($1, $2)");
    writer.execute(statement.bind(people[1].user_id).bind(999_i64)).await.unwrap();
    writer.commit().await.unwrap();
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let get = |id: &str| server.client.get(server.at(&format!("/api/users/{id}"))).bearer_auth(&key).send();
    let merged = get("999").await.unwrap();
    assert_eq!(merged.status(), 308);
    assert_eq!(merged.headers()["location"], format!("/api/users/{}", people[1].user_id));
    for id in ["1000", "-1", "one", "99999999999999999999"] {
        let answer = get(id).await.unwrap();
        assert_eq!(answer.status(), 404, "{id}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }
    let found: serde_json::Value = get(&people[0].user_id.to_string()).await.unwrap().json().await.unwrap();
    assert_eq!(found["user_id"], people[0].user_id.to_string());
});
