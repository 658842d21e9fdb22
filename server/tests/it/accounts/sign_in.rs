//! Signing in by password and by link, and how often one may try.

use super::browser::{Browser, EMAIL, PASSWORD, set_up_body, set_up_token};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use serde_json::json;
use server::{accounts, clock::Clock, db::sql, state::State};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

const START: i64 = 1_795_600_000_000;

/// A server with an owner, on a clock that the test sets.
async fn start(database: &TestDatabase, options: &[&str]) -> (TestServer, Arc<AtomicI64>) {
    let time = Arc::new(AtomicI64::new(START));
    let server = TestServer::start_with(database, Clock::Set(Arc::clone(&time)), options).await;
    Browser::new(&server).set_up().await;
    time.fetch_add(3_600_000, Ordering::Relaxed);
    (server, time)
}

each_database!(a_password_signs_in, |database| async move {
    let (server, _) = start(&database, &[]).await;
    let mut browser = Browser::new(&server);
    assert_eq!(browser.state().await, "signed_out");
    let answer = browser.sign_in(" ADA@example.COM ", PASSWORD).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body["state"], "signed_in");
    assert_eq!(browser.state().await, "signed_in");
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("rollcall_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=5184000; HttpOnly; SameSite=Lax"), "{cookie}");
});

each_database!(an_unknown_address_looks_like_a_wrong_password, |database| async move {
    let (server, _) = start(&database, &[]).await;
    let mut browser = Browser::new(&server);
    let mut wrong = browser.sign_in(EMAIL, "a quiet brown harbor").await;
    let mut unknown = browser.sign_in("nobody@example.com", PASSWORD).await;
    assert_eq!((wrong.status.as_u16(), unknown.status.as_u16()), (401, 401));
    for answer in [&mut wrong, &mut unknown] {
        assert!(!answer.headers.contains_key("set-cookie"));
        answer.body.as_object_mut().unwrap().remove("request_id");
    }
    assert_eq!(wrong.body, unknown.body);
    assert_eq!(browser.state().await, "signed_out");
});

each_database!(ten_tries_a_minute, |database| async move {
    let (server, time) = start(&database, &[]).await;
    let mut browser = Browser::new(&server);
    for _ in 0..10 {
        assert_eq!(browser.sign_in(EMAIL, "wrong").await.status, 401);
    }
    for (path, body) in [
        ("/api/session", json!({ "email": EMAIL, "password": PASSWORD })),
        ("/api/session/link", json!({ "token": "a" })),
        ("/api/session/set-up", set_up_body("a")),
    ] {
        let answer = browser.post(path, body).await;
        assert_eq!(answer.status, 429, "{path}");
        assert_eq!(answer.headers["retry-after"], "60");
        assert_eq!(answer.body["status"], 429);
    }
    // Without a trusted proxy, nobody gets more tries by inventing addresses.
    browser.headers.push(("x-forwarded-for", "203.0.113.9".into()));
    time.fetch_add(59_000, Ordering::Relaxed);
    let answer = browser.sign_in(EMAIL, PASSWORD).await;
    assert_eq!((answer.status.as_u16(), &answer.headers["retry-after"]), (429, &"1".parse().unwrap()));
    time.fetch_add(1_000, Ordering::Relaxed);
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 200);
});

each_database!(a_trusted_proxy_tells_clients_apart, |database| async move {
    let (server, _) = start(&database, &["--trusted-proxy", "127.0.0.0/8,10.0.0.0/8"]).await;
    let mut browser = Browser::new(&server);
    browser.headers.push(("x-forwarded-for", "192.0.2.1, 203.0.113.9, 10.0.0.3".into()));
    for _ in 0..10 {
        assert_eq!(browser.sign_in(EMAIL, "wrong").await.status, 401);
    }
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 429);
    browser.headers[1].1 = "192.0.2.2, 203.0.113.9".into();
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 429);
    browser.headers[1].1 = "203.0.113.10".into();
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 200);
});

each_database!(signing_in_ends_the_session_before, |database| async move {
    let (server, _) = start(&database, &[]).await;
    let mut browser = Browser::new(&server);
    browser.sign_in(EMAIL, PASSWORD).await;
    let before = browser.cookie.clone();
    browser.sign_in(EMAIL, PASSWORD).await;
    assert_ne!(browser.cookie, before);
    assert_eq!(browser.state().await, "signed_in");
    let mut old = Browser { cookie: before, ..Browser::new(&server) };
    assert_eq!(old.state().await, "signed_out");
    // That of the set-up, in another browser, goes on.
    assert_eq!(database.number("select count(*) from sessions").await, 2);
});

async fn link(server: &TestServer, email: Option<&str>) -> String {
    let State { database, clock, .. } = &server.state;
    let link = accounts::sign_in_link(database, clock, &server.url, email).await.unwrap();
    link.strip_prefix(&format!("{}/sign-in-link#", server.url)).unwrap().to_owned()
}

each_database!(a_link_signs_in_once, |database| async move {
    let (server, time) = start(&database, &[]).await;
    let token = link(&server, Some("ADA@example.com")).await;
    let mut browser = Browser::new(&server);
    let answer = browser.post("/api/session/link", json!({ "token": token })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body["account"]["email"], EMAIL);
    assert_eq!(browser.state().await, "signed_in");
    let again = Browser::new(&server).post("/api/session/link", json!({ "token": token })).await;
    assert_eq!(again.status, 403);

    let late = link(&server, None).await;
    time.fetch_add(15 * 60_000, Ordering::Relaxed);
    let mut browser = Browser::new(&server);
    assert_eq!(browser.post("/api/session/link", json!({ "token": late })).await.status, 403);
    let in_time = link(&server, None).await;
    time.fetch_add(15 * 60_000 - 1, Ordering::Relaxed);
    assert_eq!(browser.post("/api/session/link", json!({ "token": in_time })).await.status, 200);
    // The late one was swept out when the next was made.
    assert_eq!(database.number("select count(*) from links").await, 0);

    let unknown = accounts::sign_in_link(&database, &server.state.clock, &server.url, Some("b@c.d")).await;
    assert!(unknown.unwrap_err().to_string().contains("no such account"));
});

each_database!(a_set_up_link_signs_nobody_in, |database| async move {
    let server = TestServer::start(&database).await;
    let token = set_up_token(&server).await;
    let answer = Browser::new(&server).post("/api/session/link", json!({ "token": token })).await;
    assert_eq!(answer.status, 403);
    assert_eq!(database.number("select count(*) from links").await, 1);
});

each_database!(nothing_secret_is_stored_as_it_is, |database| async move {
    let (server, _) = start(&database, &[]).await;
    let mut browser = Browser::new(&server);
    browser.sign_in(EMAIL, PASSWORD).await;
    let token = browser.cookie.unwrap().split_once('=').unwrap().1.to_owned();
    let link = link(&server, None).await;
    let secret = server.secret_key().await;
    let mut snapshot = database.snapshot().await.unwrap();
    let mut stored: Vec<(String,)> = Vec::new();
    for text in [
        "select token_hash from sessions",
        "select token_hash from links",
        "select key_hash from api_keys",
        "select coalesce(write_key, '') from api_keys",
        "select password_hash from accounts",
    ] {
        stored.extend(snapshot.all::<(String,)>(sql(text)).await.unwrap());
    }
    for secret in [token.as_str(), &link, &secret, PASSWORD] {
        assert!(stored.iter().all(|(text,)| !text.contains(secret)));
    }
    for secret in [token, link, secret] {
        let digest = server::access::secret::digest(&secret);
        assert!(stored.iter().any(|(text,)| *text == digest));
    }
    assert!(stored.iter().any(|(text,)| text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")));
});
