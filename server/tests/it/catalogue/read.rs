//! `GET /api/catalogue`.

use super::fixture::Shop;
use crate::{
    each_database,
    support::{Caller, TestServer},
};
use reqwest::Method;
use serde_json::json;
use shared::api::catalogue::Catalogue;

each_database!(everything_that_conditions_name_is_there, |database| async move {
    let shop = Shop::start(&database).await;
    let (status, answer) = shop.get("/api/catalogue").await;
    assert_eq!(status, 200);
    insta::assert_json_snapshot!("catalogue", answer);
});

each_database!(an_empty_workspace_has_its_properties, |database| async move {
    let server = TestServer::start(&database).await;
    let caller = Caller::new(&server, "viewer").await;
    let response = caller.request(Method::GET, "/api/catalogue").send().await.unwrap();
    let catalogue: Catalogue = response.json().await.unwrap();
    let properties: Vec<_> = catalogue.properties.iter().map(|field| (field.key.word(), field.users)).collect();
    let words = ["name", "email", "user_id", "language", "last_activity", "first_seen", "created", "sessions", "tags"];
    let wanted: Vec<_> = words.into_iter().chain(["identified"]).map(|word| (word, Some(0))).collect();
    assert_eq!(properties, wanted);
    let rest = Catalogue { properties: Vec::new(), ..catalogue };
    assert_eq!(rest, Catalogue::default());
});

each_database!(nobody_reads_it_unknown, |database| async move {
    let server = TestServer::start(&database).await;
    for path in ["/api/catalogue", "/api/catalogue/values?field=property:name"] {
        let response = server.client.get(server.at(path)).send().await.unwrap();
        assert_eq!(response.status(), 401, "{path}");
        let response = server.client.post(server.at(path)).json(&json!({})).send().await.unwrap();
        assert!(response.status().is_client_error(), "{path}");
    }
});
