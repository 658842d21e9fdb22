//! Who is who.

use super::support::{Product, population, texts};
use crate::{each_database, support::TestDatabase};
use serde_json::json;
use server::db::sql;

async fn promotion(database: TestDatabase) {
    let product = Product::start(&database).await;
    product.send("/v1/page", json!({"anonymousId": "a"})).await;
    product.send("/v1/track", json!({"anonymousId": "a", "event": "e"})).await;
    let before = database.number("select user_id from users").await;
    product.send("/v1/identify", json!({"anonymousId": "a", "userId": "u", "traits": {"name": "Ann"}})).await;
    product.send("/v1/track", json!({"anonymousId": "a", "event": "f"})).await;
    product.send("/v1/track", json!({"userId": "u", "event": "g"})).await;
    assert_eq!(database.number("select user_id from users").await, before);
    insta::assert_snapshot!("promotion", population(&database).await.join("\n"));
}
each_database!(an_anonymous_user_is_promoted_in_place, |database| promotion(database));

async fn merge(database: TestDatabase) {
    let product = Product::start(&database).await;
    product.batch(json!([
        {"type": "identify", "userId": "u", "timestamp": "2026-11-25T10:00:00Z",
            "traits": {"name": "Ann", "plan": "pro", "topics": ["a"]}},
        {"type": "page", "userId": "u", "timestamp": "2026-11-25T10:00:00Z"},
        {"type": "identify", "anonymousId": "b", "timestamp": "2026-11-25T11:00:00Z",
            "traits": {"name": "Bea", "email": "b@example.com", "plan": "free", "city": "Graz", "topics": ["b", "c"],
                "teams": ["x", "y"]}},
        {"type": "page", "anonymousId": "b", "timestamp": "2026-11-25T09:00:00Z"},
        {"type": "page", "anonymousId": "b", "timestamp": "2026-11-25T11:00:00Z"},
        {"type": "track", "anonymousId": "b", "event": "e", "properties": {"n": 1}},
        {"type": "track", "anonymousId": "b", "event": "Experience Answered",
            "properties": {"experience_id": "x", "question_id": "q", "question_kind": "single_choice", "answer": "yes"}},
    ]))
    .await;
    let text = "insert into user_tags (user_id, tag_id, added_at) select user_id, case when external_id is null then 2 \
                else 1 end, 5 from users";
    let mut write = database.write().await.unwrap();
    write.execute(sql(text)).await.unwrap();
    write.commit().await.unwrap();
    let gone = database.number("select user_id from users where external_id is null").await;
    product.send("/v1/identify", json!({"anonymousId": "b", "userId": "u"})).await;
    product.send("/v1/track", json!({"anonymousId": "b", "event": "after"})).await;
    assert_eq!(database.number("select count(*) from users").await, 1);
    assert_eq!(database.number("select merged_id from merged_users").await, gone);
    assert_eq!(database.number("select cast(sum(tag_id) as bigint) from user_tags").await, 3);
    product.server.sees(1).await;
    insta::assert_snapshot!("merge", population(&database).await.join("\n"));
}
each_database!(an_anonymous_user_is_merged_into_a_known_one, |database| merge(database));

async fn switch(database: TestDatabase) {
    let product = Product::start(&database).await;
    let at = |minute: u32| format!("2026-11-25T11:{minute:02}:00Z");
    product.send("/v1/identify", json!({"anonymousId": "a", "userId": "u", "timestamp": at(0)})).await;
    product.send("/v1/track", json!({"anonymousId": "a", "event": "by u"})).await;
    product.send("/v1/identify", json!({"anonymousId": "a", "userId": "v", "timestamp": at(10)})).await;
    product.send("/v1/track", json!({"anonymousId": "a", "event": "by v"})).await;
    // An earlier identify that comes late, and an event of somebody else, lead the browser nowhere.
    product.send("/v1/identify", json!({"anonymousId": "a", "userId": "u", "timestamp": at(5)})).await;
    product.send("/v1/track", json!({"anonymousId": "a", "userId": "u", "event": "by u too"})).await;
    product.send("/v1/track", json!({"anonymousId": "a", "event": "by v too"})).await;
    insta::assert_snapshot!("switch", population(&database).await.join("\n"));
}
each_database!(a_browser_switches_between_people, |database| switch(database));

async fn alias(database: TestDatabase) {
    let product = Product::start(&database).await;
    product
        .batch(json!([
            {"type": "track", "anonymousId": "a", "event": "as a"},
            {"type": "identify", "userId": "u"},
            {"type": "track", "userId": "old", "event": "as old"},
            {"type": "alias", "previousId": "a", "userId": "u"},
            {"type": "alias", "previousId": "unheard", "userId": "w"},
            {"type": "track", "anonymousId": "unheard", "event": "as unheard"},
        ]))
        .await;
    let join = json!({"previousId": "old", "userId": "u"});
    let (status, problem) = product.post("/v1/alias", join.to_string()).await;
    assert_eq!((status, problem["detail"].as_str()), (400, Some("Joining two identified users needs the secret key.")));
    let reasons = "select kind || ' ' || coalesce(identity_key, '') || ' ' || reason from ingest_rejects";
    assert_eq!(texts(&database, reasons).await, ["alias user:u Joining two identified users needs the secret key."]);
    product.batch(json!([{"type": "alias", "previousId": "old", "userId": "new"}])).await;
    assert_eq!(database.number("select count(*) from users").await, 3);
    let secret = product.server.secret_key().await;
    assert_eq!(product.post_as(&secret, "/v1/alias", join.to_string()).await.0, 200);
    assert_eq!(product.post_as(&secret, "/v1/alias", join.to_string()).await.0, 200);
    let rename = json!({"previousId": "u", "userId": "new"});
    assert_eq!(product.post_as(&secret, "/v1/a", rename.to_string()).await.0, 200);
    product.send("/v1/track", json!({"userId": "old", "event": "at last"})).await;
    insta::assert_snapshot!("alias", population(&database).await.join("\n"));
}
each_database!(an_alias_joins_two_people_with_the_secret_key_only, |database| alias(database));

async fn deleted(database: TestDatabase) {
    let product = Product::start(&database).await;
    // The key of the digests is made before anybody can be deleted.
    product.send("/v1/page", json!({"userId": "other"})).await;
    let key = texts(&database, "select value from settings where key = 'tombstone_key'").await.remove(0);
    let hash = |identity: &str| server::ingest::identity_hash(&hex::decode(&key).unwrap(), identity);
    let rows = ["user:gone", "anon:gone"].map(|identity| vec![hash(identity).into(), 1_i64.into()]).into();
    let mut write = database.write().await.unwrap();
    write.insert_many("insert into tombstones (identity_hash, at)", rows, "").await.unwrap();
    write.commit().await.unwrap();
    for body in [
        json!({"userId": "gone", "event": "e"}),
        json!({"anonymousId": "gone", "event": "e"}),
        json!({"anonymousId": "browser", "userId": "gone", "event": "e"}),
    ] {
        product.send("/v1/track", body).await;
    }
    product.send("/v1/alias", json!({"previousId": "gone", "userId": "other"})).await;
    product.batch(json!([{"type": "track", "userId": "gone"}])).await;
    assert_eq!(database.number("select count(*) from users").await, 1);
    assert_eq!(database.number("select count(*) from events").await, 0);
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 0);
    assert_eq!(texts(&database, "select value from settings where key = 'ingest_blocked'").await, ["4"]);
    // A deleted visitor's browser never keeps out somebody else.
    product.send("/v1/identify", json!({"anonymousId": "gone", "userId": "next"})).await;
    insta::assert_snapshot!("deleted", population(&database).await.join("\n"));
}
each_database!(the_deleted_stay_away, |database| deleted(database));

async fn ids(database: TestDatabase) {
    let product = Product::start(&database).await;
    product.batch(json!([{"type": "page", "userId": 42}, {"type": "page", "userId": "42"}])).await;
    let big = "{\"userId\": 123456789012345678901234567890, \"anonymousId\": 1.50}";
    assert_eq!(product.post("/v1/page", big).await.0, 200);
    let keys = texts(&database, "select identity_key from identities order by identity_key").await;
    assert_eq!(keys, ["anon:1.50", "user:123456789012345678901234567890", "user:42"]);
}
each_database!(a_numeric_id_is_its_digits, |database| ids(database));
