//! Whoever was deleted stays away.

use super::everything::tell_everything;
use crate::{
    activity::timeline::user_id,
    each_database,
    ingest::support::{Product, population, texts},
};
use serde_json::json;

each_database!(a_deleted_person_does_not_come_back_by_messages, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    tell_everything(&product, "marker", "u-1").await;
    tell_everything(&product, "another", "u-2").await;
    let path = format!("/api/users/{}", user_id(&database).await);
    let request = product.server.client.delete(product.server.at(&path)).bearer_auth(&key);
    assert_eq!(request.send().await.unwrap().status(), 204);
    let before = population(&database).await;
    let rejects = database.number("select count(*) from ingest_rejects").await;
    for _ in 0..2 {
        tell_everything(&product, "marker", "u-1").await;
    }
    assert_eq!(population(&database).await, before);
    // The one without any id is nobody's.
    assert_eq!(database.number("select count(*) from ingest_rejects").await, rejects + 2);
    let blocked = texts(&database, "select value from settings where key = 'ingest_blocked'").await;
    assert_eq!(blocked, ["18"]);
    // Somebody else on the same browser is somebody else.
    product.batch(json!([{"type": "identify", "userId": "u-3", "anonymousId": "marker-anonymous"}])).await;
    assert_eq!(texts(&database, "select external_id from users order by 1").await, ["u-2", "u-3"]);
});

each_database!(an_id_that_leads_to_somebody_else_by_now_is_theirs, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    for user in ["u-1", "u-2"] {
        product.batch(json!([{"type": "identify", "userId": user, "anonymousId": "shared-browser"}])).await;
    }
    let path = format!("/api/users/{}", user_id(&database).await);
    let request = product.server.client.delete(product.server.at(&path)).bearer_auth(&key);
    assert_eq!(request.send().await.unwrap().status(), 204);
    product.batch(json!([{"type": "track", "anonymousId": "shared-browser", "event": "Seen Again"}])).await;
    assert_eq!(database.number("select count(*) from events").await, 1);
    assert_eq!(texts(&database, "select external_id from users").await, ["u-2"]);
});
