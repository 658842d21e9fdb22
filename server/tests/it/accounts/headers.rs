//! Security headers, on every kind of answer.

use super::browser::Browser;
use crate::{each_database, support::TestServer};
use reqwest::Method;
use serde_json::json;

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'self'";

each_database!(every_answer_carries_them, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    let mut stranger = Browser::new(&server);
    let wrong = json!({ "email": "a@b.c", "password": "wrong" });
    let answers = [
        (200, browser.get("/api/connect").await),
        (200, stranger.get("/api/session").await),
        (200, stranger.get("/api/openapi.json").await),
        (200, stranger.get("/api/docs").await),
        (204, Browser { cookie: None, ..Browser::new(&server) }.delete("/api/session").await),
        (401, stranger.get("/api/connect").await),
        (401, stranger.post("/api/session", wrong).await),
        (404, stranger.get("/api/nothing").await),
        (405, stranger.send(Method::PUT, "/api/session", None).await),
        (415, stranger.send(Method::POST, "/api/session", None).await),
        (422, stranger.post("/api/session", json!({ "email": 7 })).await),
        (422, stranger.post("/api/session/set-up", json!({})).await),
        (401, stranger.send(Method::POST, "/v1/track", None).await),
        (0, stranger.get("/users").await),
        (0, stranger.get("/assets/nothing.js").await),
    ];
    for (status, answer) in answers {
        let told = format!("{status} {answer:?}");
        assert!(status == 0 || answer.status.as_u16() == status, "{told}");
        assert_eq!(answer.headers["content-security-policy"], POLICY, "{told}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{told}");
        assert_eq!(answer.headers["referrer-policy"], "same-origin", "{told}");
        assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin", "{told}");
        assert!(answer.headers.contains_key("cache-control"), "{told}");
        assert!(answer.headers.contains_key("x-request-id"), "{told}");
        assert_eq!(answer.headers.contains_key("allow"), answer.status == 405, "{told}");
        let is_page = status == 0;
        if answer.status.is_client_error() && !is_page {
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{told}");
            assert_eq!(answer.body["request_id"], answer.headers["x-request-id"].to_str().unwrap(), "{told}");
        }
    }
    for path in ["/api/session", "/api/connect"] {
        assert_eq!(browser.get(path).await.headers["cache-control"], "no-store", "{path}");
    }
});
