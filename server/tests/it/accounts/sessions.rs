//! How sessions end, and what is noted of their use.

use super::browser::{Browser, EMAIL, PASSWORD, set_up_body};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use serde_json::json;
use server::clock::Clock;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

const START: i64 = 1_795_600_000_000;
const DAY: i64 = 86_400_000;

async fn start(database: &TestDatabase) -> (TestServer, Arc<AtomicI64>) {
    let time = Arc::new(AtomicI64::new(START));
    let server = TestServer::start_with(database, Clock::Set(Arc::clone(&time)), &[]).await;
    (server, time)
}

/// Waits until a number in the table is another one. The note is written beside the request, and left out while another
/// is being written: use is repeated until one is there.
async fn until(database: &TestDatabase, text: &'static str, expected: i64, mut usage: impl AsyncFnMut()) {
    for _ in 0..500 {
        usage().await;
        if database.number(text).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(database.number(text).await, expected, "{text}");
}

each_database!(a_session_that_is_not_used_ends_after_14_days, |database| async move {
    let (server, time) = start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    time.store(START + 14 * DAY - 1, Ordering::Relaxed);
    let connect = async || assert_eq!(browser.get("/api/connect").await.status, 200);
    until(&database, "select max(used_at) from sessions", START + 14 * DAY - 1, connect).await;
    time.store(START + 28 * DAY - 2, Ordering::Relaxed);
    let state = async || assert_eq!(browser.state().await, "signed_in");
    until(&database, "select max(used_at) from sessions", START + 28 * DAY - 2, state).await;
    time.store(START + 42 * DAY - 2, Ordering::Relaxed);
    assert_eq!(browser.state().await, "signed_out");
    assert_eq!(browser.get("/api/connect").await.status, 401);
    // Signing in sweeps what has ended.
    browser.cookie = None;
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 200);
    assert_eq!(database.number("select count(*) from sessions").await, 1);
});

each_database!(a_session_that_is_used_ends_after_60_days, |database| async move {
    let (server, time) = start(&database).await;
    let mut browser = Browser::new(&server);
    let answer = browser.set_up().await;
    assert_eq!(answer.body["expires"], shared::time::Instant(START + 60 * DAY).to_string());
    for day in [10, 20, 30, 40, 50] {
        time.store(START + day * DAY, Ordering::Relaxed);
        let state = async || assert_eq!(browser.state().await, "signed_in");
        until(&database, "select max(used_at) from sessions", START + day * DAY, state).await;
    }
    time.store(START + 60 * DAY - 1, Ordering::Relaxed);
    assert_eq!(browser.get("/api/connect").await.status, 200);
    time.store(START + 60 * DAY, Ordering::Relaxed);
    assert_eq!(browser.get("/api/connect").await.status, 401);
});

each_database!(use_is_noted_each_few_minutes_only, |database| async move {
    let (server, time) = start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    let secret = server.secret_key().await;
    let by_key = async || {
        let request = server.client.get(server.at("/api/connect")).bearer_auth(&secret);
        assert_eq!(request.send().await.unwrap().status(), 200);
    };
    until(&database, "select coalesce(max(last_used_at), 0) from api_keys", START, &by_key).await;
    time.fetch_add(59_999, Ordering::Relaxed);
    by_key().await;
    browser.state().await;
    time.fetch_add(1, Ordering::Relaxed);
    until(&database, "select coalesce(max(last_used_at), 0) from api_keys", START + 60_000, &by_key).await;
    assert_eq!(database.number("select max(used_at) from sessions").await, START);
});

each_database!(signing_out_ends_the_session, |database| async move {
    let (server, _) = start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    let cookie = browser.cookie.clone();
    let answer = browser.delete("/api/session").await;
    assert_eq!(answer.status, 204);
    let cleared = answer.headers["set-cookie"].to_str().unwrap();
    assert_eq!(cleared, "rollcall_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    browser.cookie = cookie;
    assert_eq!(browser.state().await, "signed_out");
    assert_eq!(browser.delete("/api/session").await.status, 204);
    assert_eq!(Browser::new(&server).delete("/api/session").await.status, 204);
});

each_database!(under_https_the_cookie_is_for_https_and_this_host_alone, |database| async move {
    let home = "https://rollcall.example.com";
    let server = TestServer::start_with(&database, Clock::System, &["--public-url", home]).await;
    let mut browser = Browser { headers: vec![("origin", home.to_owned())], ..Browser::new(&server) };
    let link = server::accounts::set_up_link(&database, &server.state.clock, home).await.unwrap().unwrap();
    let token = link.strip_prefix("https://rollcall.example.com/set-up#").unwrap();
    let answer = browser.post("/api/session/set-up", set_up_body(token)).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-rollcall_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=5184000; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    assert_eq!(browser.get("/api/connect").await.body["host"], home);
    assert_eq!(browser.post("/api/keys", json!({ "kind": "write", "name": "Site" })).await.status, 201);
    // The name for plain http is another's: it opens nothing here.
    browser.cookie = browser.cookie.map(|cookie| cookie.replace("__Host-", ""));
    assert_eq!(browser.get("/api/connect").await.status, 401);
});
