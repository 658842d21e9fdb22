//! Numbers follow what happens.

use super::fixture::Shop;
use crate::{each_database, support::TestServer};
use serde_json::{Value, json};
use server::db::sql;

/// The users of an attribute.
fn users(catalogue: &Value, key: &str) -> Value {
    let attributes = catalogue["attributes"].as_array().unwrap().iter();
    let found: Vec<_> = attributes.filter(|field| field["key"] == key).map(|field| field["users"].clone()).collect();
    json!(found)
}

each_database!(a_small_workspace_sees_its_numbers_at_once, |database| async move {
    let shop = Shop::start(&database).await;
    assert_eq!(users(&shop.get("/api/catalogue").await.1, "plan"), json!([10]));
    for number in 0..3 {
        let traits = json!({"plan": "new"});
        let user_id = format!("w-{number}");
        shop.product.batch(json!([{"type": "identify", "userId": user_id, "traits": traits}])).await;
        assert_eq!(users(&shop.get("/api/catalogue").await.1, "plan"), json!([11 + number]));
        let (_, answer) = shop.get("/api/catalogue/values?field=attribute:plan&text=new").await;
        assert_eq!(answer["values"], json!([{"value": "new", "users": number + 1}]));
    }
});

each_database!(nothing_is_counted_twice_at_one_change, |database| async move {
    let shop = Shop::start(&database).await;
    assert_eq!(users(&shop.get("/api/catalogue").await.1, "plan"), json!([10]));
    // What nobody tells of is not looked for.
    let mut write = database.write().await.unwrap();
    write.execute(sql("delete from user_attributes")).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(users(&shop.get("/api/catalogue").await.1, "plan"), json!([10]));
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let response = server.client.get(server.at("/api/catalogue")).bearer_auth(&key).send().await.unwrap();
    assert_eq!(users(&response.json().await.unwrap(), "plan"), json!([0]));
});
