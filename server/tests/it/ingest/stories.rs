//! Random stories: told at once, in pieces or one call at a time they leave the same picture on both databases.

use super::support::{MINUTE, NOON, Product, population};
use crate::support::{Kind, TestDatabase};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use shared::time::Instant;

fn story(seed: u64, length: usize) -> Vec<Value> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    (0..length).map(|number| call(&mut chance, number)).collect()
}

fn call(chance: &mut ChaCha8Rng, number: usize) -> Value {
    let mut ids = |prefix: &str, of: u32| {
        let id = format!("{prefix}{}", chance.random_range(0..of));
        chance.random_bool(0.6).then_some(id)
    };
    let (anonymous, mut external) = (ids("a", 5), ids("u", 4));
    if anonymous.is_none() && external.is_none() {
        external = Some("u0".into());
    }
    let at = Instant(NOON - chance.random_range(0..600) * MINUTE).to_string();
    let kind = *["identify", "identify", "track", "page", "alias", "experience"].choose(chance).unwrap();
    let mut call = json!({"type": kind, "anonymousId": anonymous, "userId": external, "timestamp": at,
        "messageId": format!("m{number}")});
    match kind {
        "identify" => call["traits"] = traits(chance),
        "track" => call["event"] = json!(["Opened", "Closed"].choose(chance)),
        "alias" => {
            call["userId"] = json!(external.unwrap_or_else(|| "u1".into()));
            call["previousId"] = json!(["a0", "a1", "a6", "u0", "u1", "u9"].choose(chance));
        }
        "experience" => {
            call["type"] = json!("track");
            call["event"] = json!("Experience Answered");
            let answer = [json!(3), json!("text"), json!(["x", "y"])].choose(chance).cloned();
            call["properties"] = json!({"experience_id": "e", "question_id": "q", "answer": answer});
        }
        _ => {}
    }
    call
}

fn traits(chance: &mut ChaCha8Rng) -> Value {
    let mut traits = serde_json::Map::new();
    let values =
        [json!("pro"), json!(7), json!(null), json!(["a", "b"]), json!(["c"]), json!(true), json!("2026-01-01")];
    for key in ["plan", "topics", "name", "email", "other"] {
        if chance.random_bool(0.4) {
            let value = values.choose(chance).cloned();
            traits.insert(key.into(), value.unwrap_or_default());
        }
    }
    traits.into()
}

/// Sends a story with the secret key in pieces of so many calls, and takes the picture.
async fn told(kind: Kind, story: &[Value], piece: usize) -> Vec<String> {
    let database = TestDatabase::open(kind).await;
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    for calls in story.chunks(piece) {
        assert_eq!(product.post_as(&key, "/v1/batch", json!({"batch": calls}).to_string()).await.0, 200);
    }
    // Every message again: nothing changes, for all of them have ids.
    let picture = population(&database).await;
    assert_eq!(product.post_as(&key, "/v1/batch", json!({"batch": story}).to_string()).await.0, 200);
    assert_eq!(population(&database).await, picture);
    assert_eq!(
        database.number("select cast(coalesce(sum(users_delta), 0) as bigint) from changes").await,
        picture.len() as i64
    );
    picture
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_does_what_its_messages_do_alone() {
    for seed in 0..12 {
        let story = story(seed, 60);
        let alone = told(Kind::Sqlite, &story, 1).await;
        assert_eq!(told(Kind::Sqlite, &story, 60).await, alone, "seed {seed}");
        assert_eq!(told(Kind::Sqlite, &story, 7).await, alone, "seed {seed}");
        if seed < 4 {
            assert_eq!(told(Kind::Postgres, &story, 11).await, alone, "seed {seed}");
        }
    }
}
