//! Interactions with experiences, and the catalogue that grows from them.

use super::support::{Product, population, texts};
use crate::{each_database, support::TestDatabase};
use serde_json::{Value, json};

fn call(event: &str, properties: Value) -> Value {
    json!({"type": "track", "userId": "u", "event": event, "properties": properties})
}

async fn experiences(database: TestDatabase) {
    let product = Product::start(&database).await;
    let answer = |kind: &str, question: &str, answer: Value| {
        call(
            "Experience Answered",
            json!({"experience_id": "nps", "experience_kind": "nps", "question_id": question, "question_kind": kind,
                "question": format!("{question}?"), "answer": answer, "step": 1}),
        )
    };
    product
        .batch(json!([
            call(
                "Experience Seen",
                json!({"experience_id": "tour", "experience_name": "Old name", "experience_kind": "tour"})
            ),
            call("Experience Step Reached", json!({"experience_id": "tour", "step": 2, "steps": 5})),
            call("Experience Step Reached", json!({"experience_id": "tour", "step": 7, "experience_name": "New name"})),
            call("Experience Completed", json!({"experience_id": 12})),
            call(
                "Experience Dismissed",
                json!({"experience_id": "tour", "experience_kind": "unheard of", "step": "three"})
            ),
            answer("nps", "score", json!(9)),
            answer("text", "why", json!("Because ÄÖ")),
            answer("single_choice", "one", json!("b")),
            answer("multiple_choice", "many", json!(["c", "a"])),
            answer("multiple_choice", "many", json!(["a", "d", "d"])),
            answer("rating", "odd", json!({"not": "an answer"})),
            answer("rating", "none", json!(null)),
            call("experience seen", json!({"experience_id": "an ordinary event"})),
            call("Experience Seen", json!({"experience_name": "without an id"})),
        ]))
        .await;
    insta::assert_snapshot!("experiences", population(&database).await.join("\n"));
    let catalogue = [
        texts(
            &database,
            "select experience_id || ' ' || name || ' ' || kind || ' ' || coalesce(cast(steps as text), '-') \
                          from experiences order by experience_key",
        )
        .await,
        texts(&database, "select question_id || ' ' || question || ' ' || kind from questions order by question_key")
            .await,
        texts(
            &database,
            "select q.question_id || ' ' || cast(position as text) || ' ' || option from question_options o \
                          join questions q on q.question_key = o.question_key order by o.question_key, position",
        )
        .await,
        texts(&database, "select reason from ingest_rejects order by reject_id").await,
    ];
    insta::assert_snapshot!("experiences_catalogue", catalogue.concat().join("\n"));
}
each_database!(interactions_and_answers, |database| experiences(database));
