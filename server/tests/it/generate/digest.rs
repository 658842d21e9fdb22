//! The same arguments give the same rows.

use super::generate;
use crate::support::{Kind, TestDatabase};
use server::db::sql;
use sha2::{Digest, Sha256};

/// Hashes the rows of a query: its text and the types of its columns.
macro_rules! hash {
    ($hasher:ident, $snapshot:ident, $text:literal, $($column:ty),+) => {
        for row in $snapshot.all::<($($column,)+)>(sql($text)).await.unwrap() {
            $hasher.update(format!("{row:?}\n"));
        }
    };
}

type Text = Option<String>;

/// A digest of every table that a population fills.
async fn digest(database: &TestDatabase) -> String {
    let mut hasher = Sha256::new();
    let mut snapshot = database.snapshot().await.unwrap();
    hash!(
        hasher,
        snapshot,
        "select user_id, external_id, external_id_folded, anonymous_id, visitor_id, name, name_folded, email, \
         email_folded, language from users order by user_id",
        i64,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text,
        Text
    );
    hash!(
        hasher,
        snapshot,
        "select language_folded, avatar, traits, search_text, made, created, first_seen, last_activity, sessions \
         from users order by user_id",
        Text,
        Text,
        String,
        String,
        i64,
        i64,
        Option<i64>,
        Option<i64>,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select identity_key, user_id, linked_at from identities order by identity_key",
        String,
        i64,
        Option<i64>
    );
    hash!(
        hasher,
        snapshot,
        "select user_id, attribute_id, text_value, text_folded, number_value, boolean_value, time_value, raw, source, \
         integration, updated_at from user_attributes order by user_id, attribute_id",
        i64,
        i64,
        Text,
        Text,
        Option<f64>,
        Option<bool>,
        Option<i64>,
        Text,
        String,
        Text,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select user_id, attribute_id, position, item from user_attribute_items \
         order by user_id, attribute_id, position",
        i64,
        i64,
        i64,
        String
    );
    hash!(hasher, snapshot, "select user_id, tag_id, added_at from user_tags order by user_id, tag_id", i64, i64, i64);
    hash!(
        hasher,
        snapshot,
        "select user_id, event_id, event_name_id, at, properties from events order by user_id, event_id",
        i64,
        i64,
        i64,
        i64,
        Text
    );
    hash!(
        hasher,
        snapshot,
        "select user_id, interaction_id, experience_key, action, step, at from interactions \
         order by user_id, interaction_id",
        i64,
        i64,
        i64,
        String,
        Option<i64>,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select user_id, answer_id, experience_key, question_key, step, at, number_value, text_value, text_folded, raw \
         from answers order by user_id, answer_id",
        i64,
        i64,
        i64,
        i64,
        Option<i64>,
        i64,
        Option<f64>,
        Text,
        Text,
        String
    );
    hash!(
        hasher,
        snapshot,
        "select user_id, answer_id, position, item from answer_items order by user_id, answer_id, position",
        i64,
        i64,
        i64,
        String
    );
    hash!(
        hasher,
        snapshot,
        "select attribute_id, key, name, kind, hidden, created_at from attributes order by attribute_id",
        i64,
        String,
        String,
        String,
        bool,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select event_name_id, name, created_at from event_names order by event_name_id",
        i64,
        String,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select experience_key, experience_id, name, kind, steps, created_at from experiences order by experience_key",
        i64,
        String,
        String,
        String,
        Option<i64>,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select question_key, experience_key, question_id, question, kind, created_at from questions \
         order by question_key",
        i64,
        i64,
        String,
        String,
        String,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select question_key, position, option from question_options order by question_key, position",
        i64,
        i64,
        String
    );
    hash!(
        hasher,
        snapshot,
        "select tag_id, name, name_key, color, created_at from tags order by tag_id",
        i64,
        String,
        String,
        String,
        i64
    );
    hash!(
        hasher,
        snapshot,
        "select sequence, at, topic, users_delta, user_ids from changes order by sequence",
        i64,
        i64,
        String,
        i64,
        Text
    );
    hex::encode(hasher.finalize())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_arguments_give_the_same_rows_on_both_databases() {
    let mut digests = Vec::new();
    for kind in [Kind::Sqlite, Kind::Sqlite, Kind::Postgres] {
        let database = TestDatabase::open(kind).await;
        generate(&database, "--users 300 --events 4000 --seed 5").await;
        digests.push(digest(&database).await);
    }
    assert_eq!(digests[0], digests[1], "twice on SQLite");
    assert_eq!(digests[0], digests[2], "on SQLite and on Postgres");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_argument_matters() {
    let mut digests = std::collections::BTreeSet::new();
    let lines = [
        "--users 50 --events 400 --seed 5",
        "--users 50 --events 400 --seed 6",
        "--users 50 --events 401 --seed 5",
        "--users 51 --events 400 --seed 5",
        "--users 50 --events 400 --seed 5 --now 2026-03-01T00:00:00Z",
    ];
    for line in lines {
        let database = TestDatabase::open(Kind::Sqlite).await;
        generate(&database, line).await;
        digests.insert(digest(&database).await);
    }
    assert_eq!(digests.len(), lines.len());
}
