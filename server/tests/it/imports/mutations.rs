//! Bytes that come near to tables, uploaded and run: every row has an outcome, and no file stops the others.
//!
//! `ROLLCALL_TEST_MUTATIONS` asks for a longer run.

use super::support::{Importer, counts, form};
use crate::{each_database, support::TestDatabase};
use rand::{SeedableRng, rngs::SmallRng};
use serde_json::json;
use shared::mutation::{TABLE_PIECES, mutated};

const MUTATIONS: usize = 40;

async fn mutations(database: TestDatabase) {
    let count = std::env::var("ROLLCALL_TEST_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let importer = Importer::start(&database).await;
    let mut random = SmallRng::seed_from_u64(59);
    let plain =
        "user_id,name,seats,joined,topics\nu-1,\"Lee, Ann\",5,2026-01-01,a;b\nu-2,'=Bo,2.5,,\"[\"\"x\"\",1]\"\n";
    let other = "email;Name;plan\nzoe@example.com;Zoë;pro\nann@example.com;;free\n";
    let corpus = [plain.as_bytes().to_vec(), other.as_bytes().to_vec()];
    let (mut taken, mut rows) = (0, 0);
    for _ in 0..count.unwrap_or(MUTATIONS) {
        let file = mutated(&mut random, &corpus, &TABLE_PIECES, "\"a\",");
        let told = String::from_utf8_lossy(&file).into_owned();
        let (status, draft) = importer.post_form(form("file", "people.csv", &file)).await;
        if status == 422 {
            assert!(!draft["errors"][0]["detail"].as_str().unwrap().is_empty(), "{told:?}");
            continue;
        }
        assert_eq!(status, 201, "{told:?}: {draft}");
        if draft["identify_by"].is_null() {
            let by = json!({"column": draft["columns"][0]["name"], "as": "user_id"});
            importer.change(&draft, json!({ "identify_by": by })).await;
        }
        let done = importer.done(&draft, "run").await;
        assert_eq!(done["status"], "done", "{told:?}: {done}");
        assert_eq!(counts(&done).iter().sum::<u64>(), done["rows"].as_u64().unwrap(), "{told:?}: {done}");
        (taken, rows) = (taken + 1, rows + done["rows"].as_u64().unwrap());
    }
    assert!(taken > 5 && rows > 5, "{taken} files, {rows} rows");
}
each_database!(mutations_run_or_are_refused, |database| mutations(database));
