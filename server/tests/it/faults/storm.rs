//! Many slow questions at once: messages are stored in time all the same.

use crate::{each_database, ingest::support::Product, support::TestDatabase};
use futures_util::future::join_all;
use serde_json::json;
use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// Questions that are asked at the same time, many more than there are connections for.
const AT_ONCE: usize = 16;
/// Requests that are stored meanwhile.
const SENT: u32 = 60;

async fn storm(database: TestDatabase) {
    crate::generate::generate(&database, "--users 1500 --events 15000").await;
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    let before = database.number("select count(*) from events").await;
    let (stopped, answered, turned_away) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    // Letters that stand nearly everywhere, looked for in every user's text, and everything in the order of a text.
    let ask = async |number: usize| {
        let mut round = number;
        while !stopped.load(Ordering::Relaxed) {
            let text = ["a", "e", "n", "@", ".", "am"][round % 6];
            let body = json!({"text": text, "sort": {"by": "name", "descending": true}, "limit": 200});
            let request = product.server.client.post(product.server.at("/api/users/search")).bearer_auth(&key);
            match request.json(&body).send().await.unwrap().status().as_u16() {
                200 => answered.fetch_add(1, Ordering::Relaxed),
                503 => turned_away.fetch_add(1, Ordering::Relaxed),
                status => panic!("{status}"),
            };
            round += 1;
        }
    };
    let sending = async {
        let mut slowest = Duration::ZERO;
        while answered.load(Ordering::Relaxed) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        for number in 0..SENT {
            let began = Instant::now();
            product.send("/v1/track", json!({"userId": format!("storm-{number}"), "event": "Sent"})).await;
            slowest = slowest.max(began.elapsed());
        }
        stopped.store(true, Ordering::Relaxed);
        slowest
    };
    let (slowest, _) = tokio::join!(sending, join_all((0..AT_ONCE).map(ask)));
    assert_eq!(database.number("select count(*) from events").await, before + i64::from(SENT));
    // Far above what it takes, for machines that are busy, and far below waiting for questions to end.
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    assert!(answered.load(Ordering::Relaxed) >= AT_ONCE as u64, "{answered:?} answered, {turned_away:?} turned away");
}
each_database!(messages_are_stored_beside_many_questions, |database| storm(database));
