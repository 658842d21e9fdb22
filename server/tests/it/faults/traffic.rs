//! Clients that send until it is acknowledged, as SDKs do, and what has to be there afterwards.

use crate::ingest::support::texts;
use serde_json::{Value, json};
use server::db::{Database, sql};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// Messages of one user.
const OF_A_USER: u64 = 3;

/// Clients, and what they were told.
pub struct Traffic {
    key: String,
    client: reqwest::Client,
    address: watch::Sender<String>,
    acknowledged: AtomicU64,
    stopped: AtomicBool,
    answers: Mutex<BTreeMap<u16, u64>>,
    /// How many bodies each client has sent.
    sent: Mutex<BTreeMap<u64, u64>>,
}

impl Traffic {
    pub fn new(key: String) -> Self {
        Self {
            key,
            client: reqwest::Client::builder().timeout(Duration::from_secs(45)).build().unwrap(),
            address: watch::Sender::new(String::new()),
            acknowledged: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            answers: Mutex::default(),
            sent: Mutex::default(),
        }
    }

    /// Where the server is now.
    pub fn send_to(&self, url: &str) {
        self.address.send_replace(url.to_owned());
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Bodies that were acknowledged.
    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// How often a status was answered.
    pub fn answered(&self, status: u16) -> u64 {
        self.answers.lock().unwrap().get(&status).copied().unwrap_or(0)
    }

    /// A client that sends one body after the other.
    pub async fn client(&self, lane: u64) {
        while self.address.borrow().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let mut number = 0;
        while !self.stopped.load(Ordering::Relaxed) {
            self.send(body(lane, number)).await;
            number += 1;
            self.sent.lock().unwrap().insert(lane, number);
        }
    }

    /// Sends a body until it is acknowledged.
    async fn send(&self, body: String) {
        loop {
            let address = self.address.borrow().clone();
            let request = self.client.post(format!("{address}/v1/batch")).basic_auth(&self.key, Some(""));
            // A server that is gone does not answer, and is asked again.
            if let Ok(response) = request.body(body.clone()).send().await {
                let status = response.status().as_u16();
                *self.answers.lock().unwrap().entry(status).or_default() += 1;
                match status {
                    200 => break,
                    503 => assert!(response.headers().contains_key("retry-after")),
                    _ => panic!("{status}: {}", response.text().await.unwrap()),
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    /// Everything that was acknowledged is there, once, and nothing else; users, messages and changes go with it.
    pub async fn assert_stored(&self, database: &Database) {
        let sent = self.sent.lock().unwrap().clone();
        let all: u64 = sent.values().sum();
        assert_eq!(self.acknowledged(), all);
        let stored = texts(database, "select properties from events").await;
        let parsed = stored.iter().map(|text| serde_json::from_str::<Value>(text).unwrap());
        let found: BTreeSet<_> =
            parsed.map(|event| [&event["lane"], &event["number"]].map(|n| n.as_u64().unwrap())).collect();
        let expected: BTreeSet<_> =
            sent.iter().flat_map(|(lane, sent)| (0..*sent).map(|number| [*lane, number])).collect();
        let (lost, others) = (expected.difference(&found).count(), found.difference(&expected).count());
        assert_eq!((lost, others, stored.len()), (0, 0, expected.len()), "lost, never sent, stored");
        let users: u64 = sent.values().map(|sent| sent.div_ceil(OF_A_USER)).sum();
        for (text, expected) in [
            ("select count(*) from users", users),
            ("select count(*) from identities", users),
            ("select count(*) from messages", 2 * all),
            ("select count(*) from user_attributes", users),
            ("select cast(coalesce(sum(users_delta), 0) as bigint) from changes", users),
        ] {
            assert_eq!(number(database, text).await.unsigned_abs(), expected, "{text}");
        }
    }
}

/// Something known of a user, and something done; a pair that is stored together or not at all.
fn body(lane: u64, number: u64) -> String {
    let user = format!("u-{lane}-{}", number / OF_A_USER);
    json!({"batch": [
        {"type": "identify", "userId": user, "traits": {"seats": number}, "messageId": format!("i-{lane}-{number}")},
        {"type": "track", "userId": user, "event": "Sent", "properties": {"lane": lane, "number": number},
            "messageId": format!("t-{lane}-{number}")},
    ]})
    .to_string()
}

pub async fn number(database: &Database, text: &'static str) -> i64 {
    let (number,): (i64,) = database.snapshot().await.unwrap().one(sql(text)).await.unwrap();
    number
}
