//! Postgres goes away under load, and comes back.

use super::{key, traffic::Traffic, until};
use crate::support::{Cluster, TestDatabase, TestServer};
use serde_json::json;
use server::{clock::Clock, db::Options};
use shared::api::keys::KeyKind;
use std::{sync::Arc, time::Duration};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_goes_on_when_postgres_is_back() {
    let cluster = Arc::new(tokio::task::spawn_blocking(Cluster::start).await.unwrap());
    let act = async |act: fn(&Cluster)| {
        let cluster = Arc::clone(&cluster);
        tokio::task::spawn_blocking(move || act(&cluster)).await.unwrap();
    };
    let options = Options { readers: 3, wait: Duration::from_secs(1), ..Options::default() };
    let database = TestDatabase::at(&cluster.url(), options).await;
    let server = TestServer::start_with(&database, Clock::System, &[]).await;
    let traffic = Traffic::new(key(&database, KeyKind::Write).await);
    let secret = key(&database, KeyKind::Secret).await;
    let get = async |path: &str| server.client.get(server.at(path)).bearer_auth(&secret).send().await.unwrap();
    let search = async || {
        let request = server.client.post(server.at("/api/users/search")).bearer_auth(&secret);
        request.json(&json!({"limit": 1})).send().await.unwrap()
    };
    traffic.send_to(&server.url);
    let stopping = async {
        for _ in 0..2 {
            let wanted = traffic.acknowledged() + 20;
            until("clients are served", async || traffic.acknowledged() >= wanted).await;
            let troubled = traffic.answered(503);
            act(Cluster::crash).await;
            until("clients are told", async || traffic.answered(503) > troubled).await;
            // The server lives and says what is the matter.
            assert_eq!(get("/healthz").await.status(), 200);
            assert_eq!(get("/readyz").await.status(), 503);
            let refused = search().await;
            assert_eq!(
                (refused.status().as_u16(), refused.headers()["content-type"].to_str().unwrap()),
                (503, "application/problem+json")
            );
            act(Cluster::resume).await;
            until("the server is ready", async || get("/readyz").await.status() == 200).await;
        }
        let wanted = traffic.acknowledged() + 20;
        until("clients are served", async || traffic.acknowledged() >= wanted).await;
        traffic.stop();
    };
    tokio::join!(stopping, traffic.client(0), traffic.client(1), traffic.client(2), traffic.client(3));
    traffic.assert_stored(&database).await;
    // Whoever follows the changes has found back to them, and so has the index.
    let users = database.number("select count(*) from users").await;
    server.sees(users.unsigned_abs()).await;
    let answer: serde_json::Value = search().await.json().await.unwrap();
    assert_eq!(answer["total"], users);
    server.by_index().await;
    database.close().await;
}
