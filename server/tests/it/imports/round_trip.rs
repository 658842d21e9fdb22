//! What an export wrote, an import reads as nothing new.

use super::support::{Importer, counts};
use crate::{
    each_database,
    ingest::support::{MINUTE, population},
};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// A text of pieces that files of CSV stumble over; never blank.
fn text(chance: &mut ChaCha8Rng) -> String {
    let pieces = ["'", "=", "-", "+", "@", "\t", "\r\n", "\n", "\"", ",", ";", "a", "B", " ", "é", "𝄞", "1"];
    let middle: String = (0..chance.random_range(0..5)).map(|_| *pieces.choose(chance).unwrap()).collect();
    let end: String = (0..chance.random_range(0..3)).map(|_| *pieces.choose(chance).unwrap()).collect();
    format!("{middle}x{end}")
}

fn traits(chance: &mut ChaCha8Rng) -> Value {
    let mut traits = json!({});
    let mut maybe = |key: &str, value: Value, chance: &mut ChaCha8Rng| {
        if chance.random_bool(0.7) {
            traits[key] = value;
        }
    };
    for key in ["name", "language", "plan", "tags", "a,b", "=formula"] {
        let value = json!(text(chance));
        maybe(key, value, chance);
    }
    let email = json!(format!("{}@example.com", text(chance)));
    maybe("email", email, chance);
    let seats = [json!(-5), json!(0.1), json!(1e300), json!(7), json!(-0.0)].choose(chance).unwrap().clone();
    maybe("seats", seats, chance);
    let trial = json!(chance.random_bool(0.5));
    maybe("trial", trial, chance);
    let renews = json!(["2026-11-23", "2026-11-23T12:00:00+01:00", "2026-11-23T11:00:00.25Z"].choose(chance).unwrap());
    maybe("renews", renews, chance);
    let topics: Vec<String> = (0..chance.random_range(0..4)).map(|_| text(chance)).collect();
    maybe("topics", json!(topics), chance);
    maybe("createdAt", json!("2020-02-29"), chance);
    traits
}

each_database!(an_export_says_nothing_new, |database| async move {
    let importer = Importer::start(&database).await;
    // The kinds of attributes are those of their first values.
    let first = json!({"plan": "a", "tags": "a", "a,b": "a", "=formula": "a", "seats": 1, "trial": true,
        "renews": "2026-01-01", "topics": []});
    importer.product.batch(json!([{"type": "identify", "userId": "first", "traits": first}])).await;
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    for number in 0..120 {
        let user = format!("{}{number}", text(&mut chance));
        let message = json!({"type": "identify", "userId": user, "traits": traits(&mut chance)});
        importer.product.batch(json!([message])).await;
    }
    importer.product.pass(MINUTE);
    let before = population(&database).await;
    let file = importer.text("/api/users/export").await;
    let draft = importer.draft(&file).await;
    assert_eq!(draft["identify_by"], json!({"column": "user_id", "as": "user_id"}));
    let taken: Vec<_> =
        draft["mapping"].as_array().unwrap().iter().filter(|mapping| !mapping["to"].is_null()).collect();
    assert_eq!(taken.len(), 12, "{taken:?}");
    let done = importer.done(&draft, "run").await;
    assert_eq!(counts(&done), [0, 0, 121, 0, 0], "{done}");
    assert_eq!(population(&database).await, before);
});
