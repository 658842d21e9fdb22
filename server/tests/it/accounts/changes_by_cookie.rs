//! Changes that another site tries to make in the name of someone who is signed in.

use super::browser::{Browser, EMAIL, PASSWORD};
use crate::{each_database, support::TestServer};
use reqwest::Method;
use serde_json::json;

each_database!(only_our_own_pages_change_by_cookie, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    let elsewhere = "http://other.example".to_owned();
    let home = server.url.clone();
    let wrong = [
        vec![("sec-fetch-site", "cross-site".to_owned()), ("origin", elsewhere.clone())],
        vec![("sec-fetch-site", "same-site".to_owned()), ("origin", home.clone())],
        vec![("sec-fetch-site", "none".to_owned())],
        vec![("origin", elsewhere)],
        vec![("origin", "null".to_owned())],
        vec![],
    ];
    for headers in wrong {
        let told = format!("{headers:?}");
        let mut other = Browser { headers, cookie: browser.cookie.clone(), server: &server };
        let made = other.post("/api/keys", json!({ "kind": "secret", "name": "Mine" })).await;
        assert_eq!(made.status, 403, "{told}");
        assert_eq!(made.headers["content-type"], "application/problem+json");
        assert_eq!(other.send(Method::DELETE, "/api/keys/1", None).await.status, 403, "{told}");
        assert_eq!(other.delete("/api/session").await.status, 403, "{told}");
        // Reading is not a change; other sites cannot see the answer.
        assert_eq!(other.get("/api/keys").await.status, 200, "{told}");
    }
    assert_eq!(database.number("select count(*) from api_keys").await, 1);
    assert_eq!(browser.state().await, "signed_in");
    for headers in [vec![("sec-fetch-site", "same-origin".to_owned())], vec![("origin", home)]] {
        let mut page = Browser { headers, cookie: browser.cookie.clone(), server: &server };
        assert_eq!(page.post("/api/keys", json!({ "kind": "write", "name": "Site" })).await.status, 201);
    }
});

each_database!(another_site_cannot_sign_anybody_in, |database| async move {
    let server = TestServer::start(&database).await;
    Browser::new(&server).set_up().await;
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    for (headers, status) in [
        (vec![("sec-fetch-site", "cross-site".to_owned())], 403),
        (vec![("origin", "http://other.example".to_owned())], 403),
        (vec![("sec-fetch-site", "same-origin".to_owned())], 200),
        // A program.
        (vec![], 200),
    ] {
        let mut browser = Browser { headers, cookie: None, server: &server };
        assert_eq!(browser.post("/api/session", body.clone()).await.status, status, "{:?}", browser.headers);
    }
    // A form of another site cannot send JSON.
    let form = server.client.post(server.at("/api/session")).header("content-type", "text/plain");
    assert_eq!(form.body(body.to_string()).send().await.unwrap().status(), 415);
});

each_database!(a_key_may_come_from_anywhere, |database| async move {
    let server = TestServer::start(&database).await;
    let request = server.client.post(server.at("/api/keys")).bearer_auth(server.secret_key().await);
    let request = request.header("origin", "http://other.example").header("sec-fetch-site", "cross-site");
    let answer = request.json(&json!({ "kind": "write", "name": "Site" })).send().await.unwrap();
    assert_eq!(answer.status(), 201);
});

each_database!(who_is_not_known_is_told_so_before_anything_else, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser { headers: vec![], ..Browser::new(&server) };
    let answer = browser.post("/api/keys", json!({})).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.body["status"], 401);
    assert!(answer.body["detail"].as_str().unwrap().starts_with("Sign in first"), "{answer:?}");
});
