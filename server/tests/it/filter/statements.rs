//! The SQL of a representative set of filters, as golden files, and held to what clusters can do.

use super::world::World;
use crate::support::{Kind, TestDatabase};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use server::{
    db::{Dialect, Transaction},
    filter::{Compiled, Scope, resolve},
};
use shared::{
    filter::{Filter, strategies},
    time::Instant,
};

const NOW: Instant = Instant(1_795_600_000_000);

async fn statement(snapshot: &mut Transaction, filter: &Filter, scope: Scope<'_>) -> server::db::Sql {
    let resolved = resolve(snapshot, filter, NOW).await.unwrap();
    Compiled::new(snapshot, resolved, scope).await.unwrap().predicate().into_sql()
}

/// The random world's names, with nobody in it and days in a zone where they begin at other times than in UTC.
async fn write_names(database: &TestDatabase) {
    let world = strategies::world(&mut ChaCha8Rng::seed_from_u64(1), 0);
    let written =
        World { zone: "Asia/Kathmandu", directory: &world.directory, segments: &world.segments, users: Vec::new() };
    written.write(database).await;
}

fn representative() -> Vec<(&'static str, Value)> {
    let text = |key: &str, test: Value| json!({"attribute": {"key": key, "test": {"text": test}}});
    let window = json!({"within_last": {"amount": 30, "unit": "days"}});
    vec![
        ("everyone", json!({"all": []})),
        ("no one", json!({"any": []})),
        ("name contains", json!({"property": {"name": {"contains": {"value": "ann", "ignore_case": true}}}})),
        ("email is", json!({"property": {"email": {"is": {"value": "Ann@example.com"}}}})),
        ("email ends with", json!({"property": {"email": {"ends_with": {"value": "@example.com"}}}})),
        ("last activity", json!({"property": {"last_activity": {"not_within_last": {"amount": 7, "unit": "days"}}}})),
        ("sessions", json!({"property": {"sessions": {"between": {"from": 2, "to": 5}}}})),
        ("all of two tags", json!({"property": {"tags": {"has_all": ["1", "2"]}}})),
        ("identified", json!({"property": {"identified": "is_false"}})),
        ("plan is one of", text("plan", json!({"one_of": {"values": ["pro", "team"]}}))),
        ("plan starts with", text("plan", json!({"does_not_start_with": {"value": "pro"}}))),
        ("seats", json!({"attribute": {"key": "seats", "test": {"number": {"not_equals": 5}}}})),
        ("trial", json!({"attribute": {"key": "trial", "test": {"boolean": "is_true"}}})),
        ("renews on", json!({"attribute": {"key": "renews", "test": {"time": {"on": "2026-11-20"}}}})),
        ("roles are exactly", json!({"attribute": {"key": "roles", "test": {"list": {"is_exactly": ["a", "b"]}}}})),
        ("roles are empty", json!({"attribute": {"key": "roles", "test": {"list": "is_empty"}}})),
        (
            "a step of a tour",
            json!({"experience": {"which": {"id": "tour-1"}, "action": "step_reached", "step": 3, "happened": true,
                "window": window}}),
        ),
        ("any experience", json!({"experience": {"which": "any", "action": "completed", "happened": false}})),
        (
            "score at most",
            json!({"answer": {"experience": "nps-1", "question": "score", "test": {"number": {"at_most": 6}}}}),
        ),
        (
            "some options",
            json!({"answer": {"experience": "nps-1", "question": "some", "test": {"choice": {"all_of": ["a", "b"]}},
                "window": window}}),
        ),
        ("event", json!({"event": {"name": "export", "count": {"at_least": 3}, "window": window}})),
        ("no event", json!({"event": {"name": "export", "count": {"exactly": 0}, "window": window}})),
        ("event exactly twice", json!({"event": {"name": "export", "count": {"exactly": 2}}})),
        ("import", json!({"import": {"id": "2"}})),
        (
            "nested",
            json!({"all": [
                {"any": [text("plan", json!({"is": {"value": "pro"}})), {"property": {"name": "is_empty"}}]},
                {"not": {"all": [{"property": {"tags": {"has_any": ["1"]}}}, {"import": {"id": "1"}}]}},
                {"muted": {"import": {"id": "2"}}},
            ]}),
        ),
    ]
}

#[tokio::test]
async fn the_sql_of_each_kind_of_condition() {
    let database = TestDatabase::open(Kind::Sqlite).await;
    write_names(&database).await;
    let mut snapshot = database.snapshot().await.unwrap();
    for (dialect, name) in [(Dialect::Sqlite, "sqlite"), (Dialect::Postgres, "postgres")] {
        let mut golden = String::new();
        for (title, root) in representative() {
            let filter = Filter::read(&json!({"version": 1, "root": root})).unwrap();
            let everyone = statement(&mut snapshot, &filter, Scope::Everyone).await;
            golden.push_str(&format!("-- {title}\n{}\n\n", everyone.text_for(dialect)));
        }
        let filter = Filter::read(&json!({"version": 1, "root": representative().last().unwrap().1})).unwrap();
        let one = statement(&mut snapshot, &filter, Scope::One(7)).await;
        golden.push_str(&format!("-- nested, of one user\n{}\n", one.text_for(dialect)));
        insta::assert_snapshot!(name, golden);
    }
}

#[tokio::test]
async fn every_statement_can_be_spread_by_user() {
    const BANNED: [&str; 8] = [" offset ", " over ", "lateral", "recursive", "now()", "random", "lower(", " like "];
    let database = TestDatabase::open(Kind::Sqlite).await;
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let world = strategies::world(&mut random, 5);
    let (zone, users) = (world.zone, world.users.iter().collect());
    World { zone, directory: &world.directory, segments: &world.segments, users }.write(&database).await;
    let mut snapshot = database.snapshot().await.unwrap();
    for _ in 0..300 {
        let filter = strategies::filter(&mut random, &world, 6);
        let text = statement(&mut snapshot, &filter, Scope::Everyone).await.text_for(Dialect::Postgres);
        for word in BANNED {
            assert!(!text.contains(word), "{word} in {text}");
        }
        // What is counted is counted for all users at once.
        assert!(!text.contains("(select count("), "{text}");
        // A user's data is bound.
        for data in ["pro", "Straße", "export", "tour-1"] {
            assert!(!text.contains(data), "{data} in {text}");
        }
    }
}
