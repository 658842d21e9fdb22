//! Random files: a check and a run agree, a second run finds nothing new, and taking it back leaves nothing.

use super::support::{Importer, counts};
use crate::{
    each_database,
    ingest::support::{MINUTE, population},
};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// Few ids, so that they meet; cells that are fine, and others.
fn file(chance: &mut ChaCha8Rng, identifier: &str) -> String {
    let mut pick = |values: &[&'static str]| *values.choose(chance).unwrap();
    let mut text = format!("{identifier},name,plan,seats,joined,topics\n");
    for _ in 0..60 {
        let id = match identifier {
            "user_id" => pick(&["u-1", "u-2", "u-3", "u-4", "u-5", "u-6", "U-1", "'=u", " ", ""]),
            _ => pick(&["a@example.com", "A@EXAMPLE.com", "b@example.com", "twin@example.com", "c@d", "no", ""]),
        };
        let cells = [
            pick(&["Ann", "Bo", "", "\"say \"\"hi\"\"\"", "'-x"]),
            pick(&["pro", "free", "", " "]),
            pick(&["1", "2.5", "", "-3", "many"]),
            pick(&["2026-01-01", "", "2026-01-01T01:00:00+01:00", "soon"]),
            pick(&["a;b", "", "[]", "\"[\"\"b\"\",\"\"a\"\"]\"", "[[1]]"]),
        ];
        text.push_str(&format!("{id},{}", cells.join(",")));
        // Some rows are ragged.
        text.push_str(pick(&["\n", "\n", "\n", "\n", "\n", "\r\n", ",\n"]));
    }
    text
}

each_database!(a_check_and_a_run_agree, |database| async move {
    let importer = Importer::start(&database).await;
    let identify = |user: &str, traits: Value| json!({"type": "identify", "userId": user, "traits": traits});
    let kinds = json!({"plan": "a", "seats": 1, "joined": "2026-01-01", "topics": ["a"]});
    importer
        .product
        .batch(json!([
            identify("u-1", kinds),
            identify("u-2", json!({"name": "Bo", "email": "b@example.com", "seats": 2.5, "topics": ["b", "a"]})),
            identify("u-3", json!({"email": "Twin@example.com"})),
            identify("u-4", json!({"email": "twin@example.com", "plan": 7})),
        ]))
        .await;
    for seed in 0..8 {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let identifier = *["user_id", "email"].choose(&mut chance).unwrap();
        let text = file(&mut chance, identifier);
        importer.product.pass(MINUTE);
        let before = population(&database).await;
        let draft = importer.draft(&text).await;
        assert_eq!(draft["identify_by"]["column"], identifier);
        let options = json!({"empty_removes": chance.random_bool(0.3)});
        importer.change(&draft, json!({ "options": options })).await;
        let checked = importer.done(&draft, "check").await;
        assert_eq!(population(&database).await, before, "seed {seed}");
        let done = importer.done(&draft, "run").await;
        assert_eq!(counts(&done), counts(&checked["check"]), "seed {seed}\n{text}");
        assert_eq!(counts(&done).iter().sum::<u64>(), 60, "seed {seed}");
        let after = population(&database).await;
        let again = importer.draft(&text).await;
        importer.change(&again, json!({ "options": options })).await;
        let again = importer.done(&again, "run").await;
        let [created, updated, unchanged, skipped, rejected] = counts(&done);
        assert_eq!(counts(&again), [0, 0, created + updated + unchanged, skipped, rejected], "seed {seed}\n{text}");
        assert_eq!(population(&database).await, after, "seed {seed}");
        if created + updated > 0 && seed % 2 == 0 {
            importer.done(&draft, "revert").await;
            assert_eq!(population(&database).await, before, "seed {seed}\n{text}");
        }
    }
});
