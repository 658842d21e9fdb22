//! `GET /metrics`, at an address of its own.

use crate::{
    each_database,
    ingest::support::Product,
    support::{TestDatabase, TestServer},
};
use serde_json::json;
use server::{
    changes::{self, Change, Topic},
    clock::Clock,
    metrics::Listening,
};
use shared::time::Instant;
use std::net::SocketAddr;

struct Metrics {
    listening: Listening,
    client: reqwest::Client,
}

impl Metrics {
    async fn of(server: &TestServer) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let listening = Listening::start(address, server.state.clone()).await.unwrap();
        Self { listening, client: server.client.clone() }
    }

    /// The lines, in the order of their names, without comments and what differs from run to run.
    async fn read(&self) -> Vec<String> {
        let request = self.client.get(format!("http://{}/metrics", self.listening.address));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "application/openmetrics-text; version=1.0.0; charset=utf-8");
        let text = response.text().await.unwrap();
        assert!(text.ends_with("# EOF\n"), "{text}");
        let mut lines: Vec<String> = text.lines().filter(|line| !line.starts_with('#')).map(plain).collect();
        lines.sort();
        lines
    }

    async fn line(&self, name: &str) -> Option<String> {
        self.read().await.into_iter().find(|line| line.starts_with(name))
    }
}

/// Bytes and seconds are numbers of their own each time; other numbers stand for themselves.
fn plain(line: &str) -> String {
    let (name, _) = line.rsplit_once(' ').unwrap();
    let differs = ["rollcall_database_bytes", "rollcall_index_bytes", "rollcall_request_seconds_sum"];
    let differs = differs.iter().any(|start| name.starts_with(start)) || name.contains("le=");
    if differs { format!("{name} ...") } else { line.replace(env!("CARGO_PKG_VERSION"), "VERSION") }
}

fn is_step(line: &str) -> bool {
    line.contains("le=") && !line.contains("+Inf")
}

async fn writer_changes(database: &TestDatabase) {
    let mut writer = database.write().await.unwrap();
    let change = Change { topic: Topic::Users, users_delta: 0, user_ids: Some(Vec::new()) };
    changes::record(&mut writer, Instant(0), &change).await.unwrap();
    writer.commit().await.unwrap();
}

each_database!(it_tells_how_things_are, |database| async move {
    let product = Product::start(&database).await;
    let server = &product.server;
    product
        .batch(json!([
            {"type": "identify", "userId": "u-1", "messageId": "m-1", "traits": {"plan": "pro", "seats": 3}},
            {"type": "identify", "userId": "u-1", "messageId": "m-1", "traits": {"plan": "pro"}},
            {"type": "track", "userId": "u-1", "event": "Report Viewed"},
            {"type": "track", "userId": "u-2", "event": "Experience Seen", "properties": {"experience_id": "tour"}},
            {"type": "track", "event": "Nobody's"},
        ]))
        .await;
    server.sees(2).await;
    drop(server.by_index().await);
    let key = server.secret_key().await;
    for (path, body) in [
        ("/api/users/count", json!({"filter": {"version": 1, "root": {"all": []}}})),
        ("/api/users/count", json!({"filter": {"version": 1, "root": {"property": {"identified": "is_true"}}}})),
        ("/api/users/count", json!({"filter": 7})),
        ("/api/users/search", json!({})),
    ] {
        server.client.post(server.at(path)).bearer_auth(&key).json(&body).send().await.unwrap();
    }
    for path in ["/api/users/17", "/api/nothing"] {
        server.client.get(server.at(path)).bearer_auth(&key).send().await.unwrap();
    }
    let metrics = Metrics::of(server).await;
    let mut lines = metrics.read().await;
    lines.retain(|line| !is_step(line));
    let kind = server.state.database.dialect().name().to_lowercase();
    let text = lines.join("\n").replace(&format!("database=\"{kind}\""), "database=\"DATABASE\"");
    insta::assert_snapshot!("it_tells_how_things_are", text);
    let public = server.client.get(server.at("/metrics")).bearer_auth(&key).send().await.unwrap();
    assert!(!public.text().await.unwrap().contains("rollcall_requests"), "the public address has no metrics");
});

each_database!(it_tells_what_is_switched_off_and_what_does_not_answer, |database| async move {
    let server = TestServer::start_with(&database, Clock::System, &["--no-index"]).await;
    let metrics = Metrics::of(&server).await;
    let off = metrics.line("rollcall_index_state{state=\"off\"}").await;
    assert_eq!(off.as_deref(), Some("rollcall_index_state{state=\"off\"} 1"));
    assert_eq!(metrics.line("rollcall_index_bytes").await, None);
    assert_eq!(metrics.line("rollcall_database_answers").await.as_deref(), Some("rollcall_database_answers 1"));
    database.close().await;
    assert_eq!(metrics.line("rollcall_database_answers").await.as_deref(), Some("rollcall_database_answers 0"));
    assert_eq!(metrics.line("rollcall_under_way").await, None);
    assert_eq!(metrics.line("rollcall_users").await.as_deref(), Some("rollcall_users 0"));
});

each_database!(the_sequence_follows_the_changes, |database| async move {
    let server = TestServer::start(&database).await;
    let metrics = Metrics::of(&server).await;
    writer_changes(&database).await;
    server.state.index.reaches(1).await;
    assert_eq!(metrics.line("rollcall_index_sequence").await.as_deref(), Some("rollcall_index_sequence 1"));
});
