//! What browsers need: preflights, settings, answers that pages may read.

use super::support::Product;
use crate::{each_database, support::TestDatabase};
use reqwest::Method;
use serde_json::{Value, json};

async fn preflight(database: TestDatabase) {
    let product = Product::start(&database).await;
    for path in ["/v1/t", "/v1/batch", "/beacon/v1/batch", "/v1/projects/k/settings"] {
        let request = product.server.client.request(Method::OPTIONS, product.server.at(path));
        let request = request
            .header("origin", "https://shop.example.com")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 204, "{path}");
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header("access-control-allow-origin"), Some("*"));
        assert_eq!(header("access-control-allow-headers"), Some("authorization,content-type"));
        assert!(header("access-control-allow-methods").unwrap().contains("POST"));
    }
}
each_database!(preflights_mirror_what_is_asked, |database| preflight(database));

async fn readable(database: TestDatabase) {
    let product = Product::start(&database).await;
    for (path, key, body, status) in [
        ("/v1/p", product.key.as_str(), "{\"anonymousId\":\"a\"}", 200),
        ("/v1/p", product.key.as_str(), "{}", 400),
        ("/v1/p", "unknown", "{}", 401),
    ] {
        let request = product.server.client.post(product.server.at(path)).basic_auth(key, Some("")).body(body);
        let response = request.header("origin", "https://shop.example.com").send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["access-control-allow-origin"], "*", "{status}");
    }
    let wrong_method = product.server.client.get(product.server.at("/v1/track")).send().await.unwrap();
    assert_eq!(wrong_method.status(), 404);
    // Other paths are for our own page only.
    let other = product.server.client.get(product.server.at("/api/session")).header("origin", "https://x.example");
    assert!(other.send().await.unwrap().headers().get("access-control-allow-origin").is_none());
}
each_database!(every_answer_is_readable_by_pages, |database| readable(database));

async fn settings(database: TestDatabase) {
    let product = Product::start(&database).await;
    let get = |key: &str| product.server.client.get(product.server.at(&format!("/v1/projects/{key}/settings"))).send();
    let answer = get(&product.key).await.unwrap();
    assert_eq!(answer.status(), 200);
    let host = product.server.url.strip_prefix("http://").unwrap();
    let expected = json!({
        "integrations": {"Segment.io": {"apiKey": product.key, "apiHost": format!("{host}/v1"), "protocol": "http"}},
        "plan": {"track": {}},
    });
    assert_eq!(answer.json::<Value>().await.unwrap(), expected);
    assert_eq!(get("unknown").await.unwrap().status(), 401);
}
each_database!(settings_lead_back_here, |database| settings(database));
