//! What goes wrong around the server: what is answered meanwhile, and that nothing is lost or doubled.

mod clocks;
mod full_disk;
mod killed;
mod locked;
mod postgres_away;
mod storm;
mod streams;
mod traffic;
mod truncated;

use server::{accounts, clock::Clock, db::Database, ids::IdSource};
use shared::api::keys::KeyKind;
use std::time::Duration;

/// A new key, made beside the server.
async fn key(database: &Database, kind: KeyKind) -> String {
    let ids = IdSource::new(Clock::System);
    let mut write = database.write().await.unwrap();
    let now = Clock::System.now();
    let key = accounts::create_key(&mut write, &ids, kind, "Test", now, rand::random()).await.unwrap();
    write.commit().await.unwrap();
    key.key
}

/// Waits, for a minute at most.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), wait).await.expect(what);
}

/// A number that asks for a longer run.
fn rounds(variable: &str, ordinary: u32) -> u32 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(ordinary)
}
