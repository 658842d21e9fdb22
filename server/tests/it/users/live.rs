//! `GET /api/live`, and totals that follow what others write.

use super::fixture;
use crate::{each_database, support::TestServer};
use futures_util::StreamExt;
use rand::SeedableRng;
use std::time::Duration;

each_database!(a_stream_tells_where_things_stand_and_what_comes, |database| async move {
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let response = server.client.get(server.at("/api/live")).bearer_auth(&key).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.bytes_stream();
    let mut received = String::new();
    // Written beside the server, as a command does.
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(1), 3);
    while !received.contains("\"total\":0") {
        received.push_str(std::str::from_utf8(&stream.next().await.unwrap().unwrap()).unwrap());
    }
    fixture::insert(&database, &people).await;
    let told = tokio::time::timeout(Duration::from_secs(10), async {
        while !received.contains("\"total\":3") {
            received.push_str(std::str::from_utf8(&stream.next().await.unwrap().unwrap()).unwrap());
        }
    });
    told.await.expect("the change is told");
    assert!(received.starts_with("event: users\ndata: {\"sequence\":"), "{received}");
});

each_database!(totals_follow_the_sum_of_changes, |database| async move {
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let everyone = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(1), 30);
    for some in everyone.chunks(10) {
        fixture::insert(&database, some).await;
        // The server was not told: it sees the change in its own snapshot.
        let request = server.client.post(server.at("/api/users/search")).bearer_auth(&key);
        let answer: serde_json::Value =
            request.json(&serde_json::json!({"limit": 100})).send().await.unwrap().json().await.unwrap();
        let counted = database.number("select count(*) from users").await;
        assert_eq!(answer["total"], counted);
        assert_eq!(answer["users"].as_array().unwrap().len() as i64, counted);
    }
});
