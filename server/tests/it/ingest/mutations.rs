//! Bytes that come near to messages, sent: whatever they are, they are stored or refused, and it is never our trouble.
//!
//! `ROLLCALL_TEST_MUTATIONS` asks for a longer run.

use super::support::{Product, gzip};
use crate::{each_database, support::TestDatabase};
use futures_util::{StreamExt, stream};
use rand::{SeedableRng, rngs::SmallRng};
use serde_json::json;
use shared::mutation::{JSON_PIECES, mutated};

const MUTATIONS: usize = 600;

async fn mutations(database: TestDatabase) {
    let count = std::env::var("ROLLCALL_TEST_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let product = Product::start(&database).await;
    let mut random = SmallRng::seed_from_u64(53);
    let corpus: Vec<Vec<u8>> = include_str!("bodies.jsonl").lines().map(|line| line.as_bytes().to_vec()).collect();
    let bodies = (0..count.unwrap_or(MUTATIONS)).map(|round| {
        let is_batch = round % 7 < 5;
        let corpus = if is_batch { &corpus[..4] } else { &corpus[4..] };
        let mut body = mutated(&mut random, corpus, &JSON_PIECES, "{\"a\":");
        if round % 8 == 0 {
            body = gzip(&String::from_utf8_lossy(&body));
            body.truncate(body.len() - round % 3);
        }
        let paths = if is_batch {
            ["/v1/batch", "/v1/import", "/v1/batch"]
        } else {
            ["/v1/identify", "/v1/track", "/v1/alias"]
        };
        (paths[round % 3], body)
    });
    let answers = stream::iter(bodies).map(|(path, body)| {
        let answered = product.post(path, body.clone());
        async move { (path, body, answered.await) }
    });
    let mut stored = 0;
    let mut answers = answers.buffer_unordered(8);
    while let Some((path, body, (status, answer))) = answers.next().await {
        let told = || format!("{path} {:?}: {status} {answer}", String::from_utf8_lossy(&body));
        match status {
            200 => stored += 1,
            400 => assert!(!answer["detail"].as_str().unwrap().is_empty(), "{}", told()),
            _ => panic!("{}", told()),
        }
    }
    assert!(stored > 20, "{stored}");
    // What was stored can be read, all of it.
    let key = product.server.secret_key().await;
    let request = product.server.client.post(product.server.at("/api/users/search")).bearer_auth(key);
    let found = request.json(&json!({"limit": 200})).send().await.unwrap();
    assert_eq!(found.status(), 200);
    assert_eq!(
        super::support::population(&database).await.len() as i64,
        database.number("select count(*) from users").await
    );
}
each_database!(mutations_are_stored_or_refused, |database| mutations(database));
