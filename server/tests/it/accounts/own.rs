//! What people change of their own account: name, password, sessions.

use super::{
    browser::{Browser, EMAIL, PASSWORD},
    invitations::{START, audited, joined, start},
};
use crate::each_database;
use reqwest::Method;
use serde_json::{Value, json};
use server::accounts;
use std::sync::atomic::Ordering;

const CHROME: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

async fn sessions(browser: &mut Browser<'_>) -> Vec<Value> {
    let answer = browser.get("/api/account/sessions").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body["sessions"].as_array().unwrap().clone()
}

each_database!(people_name_themselves, |database| async move {
    let (server, _) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let mut viewer = joined(&server, &mut owner, "b@example.com", "viewer").await;
    let answer = viewer.send(Method::PATCH, "/api/account", Some(json!({ "name": " Bea " }))).await;
    assert_eq!((answer.status.as_u16(), &answer.body["name"]), (200, &json!("Bea")));
    assert_eq!(viewer.get("/api/session").await.body["account"]["name"], "Bea");
    assert_eq!(owner.get("/api/session").await.body["account"]["name"], "Ada Lovelace");
    for name in ["", "  ", &"x".repeat(81), "a\tb"] {
        let answer = viewer.send(Method::PATCH, "/api/account", Some(json!({ "name": name }))).await;
        assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["pointer"]), (422, &json!("/name")), "{name}");
    }
});

each_database!(a_new_password_ends_every_other_session, |database| async move {
    let (server, time) = start(&database).await;
    let mut here = Browser::new(&server);
    here.set_up().await;
    let mut there = Browser::new(&server);
    assert_eq!(there.sign_in(EMAIL, PASSWORD).await.status, 200);
    let mut another = joined(&server, &mut here, "b@example.com", "viewer").await;
    let change = async |browser: &mut Browser<'_>, current: &str, password: &str| {
        let body = json!({ "current": current, "password": password });
        let answer = browser.post("/api/account/password", body).await;
        (answer.status.as_u16(), answer.body["errors"][0]["pointer"].clone())
    };
    assert_eq!(change(&mut here, "wrong", "nine green lanterns").await, (422, json!("/current")));
    assert_eq!(change(&mut here, PASSWORD, "password1234").await, (422, json!("/password")));
    assert_eq!(there.state().await, "signed_in");
    assert_eq!(change(&mut here, PASSWORD, "nine green lanterns").await.0, 204);
    assert_eq!((here.state().await, there.state().await), ("signed_in".into(), "signed_out".into()));
    assert_eq!(another.state().await, "signed_in");
    time.fetch_add(60_000, Ordering::Relaxed);
    assert_eq!(there.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(there.sign_in(EMAIL, "nine green lanterns").await.status, 200);
    // Guessing at an open page is limited as at the door.
    for _ in 0..8 {
        assert_eq!(change(&mut here, "wrong", "five quiet trains").await.0, 422);
    }
    assert_eq!(change(&mut here, "nine green lanterns", "five quiet trains").await.0, 429);
    let log: Vec<_> = audited(&database).await.into_iter().filter(|(action, _)| action == "password_changed").collect();
    assert_eq!((log.len(), &log[0].1["sessions_ended"]), (1, &json!(1)));
});

each_database!(who_came_by_a_link_has_forgotten_the_password, |database| async move {
    let (server, _) = start(&database).await;
    Browser::new(&server).set_up().await;
    let link = accounts::sign_in_link(&database, &server.state.clock, &server.url, None).await.unwrap();
    let token = link.split_once('#').unwrap().1;
    let mut browser = Browser::new(&server);
    assert_eq!(browser.post("/api/session/link", json!({ "token": token })).await.status, 200);
    assert_eq!(browser.get("/api/account/sessions").await.body["needs_password"], false);
    let answer = browser.post("/api/account/password", json!({ "password": "nine green lanterns" })).await;
    assert_eq!(answer.status, 204, "{answer:?}");
    // It has one now.
    assert_eq!(browser.get("/api/account/sessions").await.body["needs_password"], true);
    let answer = browser.post("/api/account/password", json!({ "password": "five quiet trains" })).await;
    assert_eq!(answer.status, 422);
    assert_eq!(Browser::new(&server).sign_in(EMAIL, "nine green lanterns").await.status, 200);
});

each_database!(sessions_are_listed_and_ended, |database| async move {
    let (server, time) = start(&database).await;
    let mut here = Browser::new(&server);
    here.set_up().await;
    time.fetch_add(60_000, Ordering::Relaxed);
    let mut there = Browser::new(&server);
    there.headers.push(("user-agent", CHROME.into()));
    there.sign_in(EMAIL, PASSWORD).await;
    let mut another = joined(&server, &mut here, "b@example.com", "viewer").await;
    assert_eq!(sessions(&mut another).await.len(), 1);

    let listed = sessions(&mut here).await;
    let told: Vec<_> = listed.iter().map(|one| (one["client"].clone(), one["is_current"].clone())).collect();
    assert_eq!(told, [(json!("Chrome on Linux"), json!(false)), (json!("Another program"), json!(true))]);
    assert_eq!(listed[0]["address"], "127.0.0.1");
    assert_eq!(listed[0]["created"], shared::time::Instant(START + 60_000).to_string());
    let cookie = there.cookie.clone().unwrap();
    let digest = server::access::secret::digest(cookie.split_once('=').unwrap().1);
    let id = listed[0]["session_id"].as_str().unwrap();
    assert_eq!(id, &digest[..16]);
    assert!(!json!(listed).to_string().contains(&digest));

    let path = format!("/api/account/sessions/{id}");
    // Nobody ends another's.
    assert_eq!(another.delete(&path).await.status, 404);
    assert_eq!(there.state().await, "signed_in");
    assert_eq!(here.delete(&path).await.status, 204);
    assert_eq!(here.delete(&path).await.status, 404);
    assert_eq!(there.state().await, "signed_out");

    there.cookie = None;
    there.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(sessions(&mut here).await.len(), 2);
    assert_eq!(here.delete("/api/account/sessions").await.status, 204);
    assert_eq!((here.state().await, there.state().await), ("signed_in".into(), "signed_out".into()));
    assert_eq!(another.state().await, "signed_in");
    assert_eq!(here.delete("/api/account/sessions").await.status, 204);
    let log = audited(&database).await;
    assert_eq!(log.iter().filter(|(action, _)| action == "sessions_ended").count(), 2);
});
