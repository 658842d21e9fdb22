//! `GET /api/audit`.

use crate::{
    each_database,
    support::{Caller, TestServer},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::clock::Clock;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

const START: i64 = 1_795_600_000_000;

async fn log(caller: &Caller<'_>, query: &str) -> Value {
    let response = caller.request(Method::GET, &format!("/api/audit{query}")).send().await.unwrap();
    assert_eq!(response.status(), 200, "{query}");
    response.json().await.unwrap()
}

fn actions(log: &Value) -> Vec<&str> {
    log["entries"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

async fn post(caller: &Caller<'_>, path: &str, body: Value) -> Value {
    let response = caller.request(Method::POST, path).json(&body).send().await.unwrap();
    assert!(response.status().is_success(), "{path}: {}", response.status());
    response.json().await.unwrap()
}

each_database!(what_was_done_is_told_with_names, |database| async move {
    let time = Arc::new(AtomicI64::new(START));
    let server = TestServer::start_with(&database, Clock::Set(Arc::clone(&time)), &[]).await;
    let owner = Caller::new(&server, "owner").await;
    let editor = Caller::new(&server, "editor").await;
    let tag = post(&editor, "/api/tags", json!({ "name": "VIP" })).await;
    time.fetch_add(1_000, Ordering::Relaxed);
    let key = post(&owner, "/api/keys", json!({ "kind": "secret", "name": "Reports" })).await;
    time.fetch_add(1_000, Ordering::Relaxed);
    let request = server.client.post(server.at("/api/tags")).bearer_auth(key["key"].as_str().unwrap());
    assert_eq!(request.json(&json!({ "name": "Beta" })).send().await.unwrap().status(), 201);
    time.fetch_add(1_000, Ordering::Relaxed);
    post(&owner, "/api/accounts/invitations", json!({ "email": "b@example.com", "role": "viewer" })).await;

    let all = log(&owner, "").await;
    assert_eq!(actions(&all), ["invitation_created", "tag_created", "key_created", "tag_created"]);
    assert_eq!(all["next"], Value::Null);
    let entries = all["entries"].as_array().unwrap();
    let told = |at: usize| {
        let entry = &entries[at];
        (entry["by"]["name"].as_str(), entry["key"].as_str(), entry["about"].as_str())
    };
    assert_eq!(told(0), (Some("owner"), None, None));
    assert_eq!(told(1), (None, Some("Reports"), Some("Beta")));
    assert_eq!(told(2), (Some("owner"), None, Some("Reports")));
    assert_eq!(told(3), (Some("editor"), None, Some("VIP")));
    assert_eq!(entries[3]["detail"], json!({ "tag_id": tag["tag_id"] }));
    assert_eq!(entries[3]["at"], shared::time::Instant(START).to_string());
    let names: Vec<_> = all["accounts"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["editor", "owner"]);
    assert_eq!(all["actions"], json!(["invitation_created", "key_created", "tag_created"]));

    // Page by page, also where several were done at one instant.
    let (mut query, mut seen) = ("?limit=1".to_owned(), Vec::new());
    loop {
        let page = log(&owner, &query).await;
        seen.extend(page["entries"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?limit=1&after={next}");
    }
    assert_eq!(&seen, entries);

    let editor_id = entries[3]["by"]["account_id"].as_str().unwrap();
    for (query, expected) in [
        (format!("?account_id={editor_id}"), vec!["tag_created"]),
        ("?account_id=none".into(), vec!["tag_created"]),
        ("?account_id=1".into(), vec![]),
        ("?action=tag_created".into(), vec!["tag_created", "tag_created"]),
        (format!("?action=tag_created&account_id={editor_id}"), vec!["tag_created"]),
        ("?action=nothing".into(), vec![]),
        (format!("?from={}", shared::time::Instant(START + 2_000)), vec!["invitation_created", "tag_created"]),
        (format!("?until={}", shared::time::Instant(START + 1_000)), vec!["key_created", "tag_created"]),
    ] {
        assert_eq!(actions(&log(&owner, &query).await), expected, "{query}");
    }
    for (query, pointer) in [
        ("?after=x", "/after"),
        ("?limit=0", "/limit"),
        ("?from=yesterday", "/from"),
        ("?until=x", "/until"),
        ("?account_id=x", "/account_id"),
        ("?who=x", ""),
    ] {
        let response = owner.request(Method::GET, &format!("/api/audit{query}")).send().await.unwrap();
        assert_eq!(response.status(), 422, "{query}");
        let problem: Value = response.json().await.unwrap();
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{query}");
    }
});
