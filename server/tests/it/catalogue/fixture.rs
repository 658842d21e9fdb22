//! A small product: what it sent, and what was made of it in the dashboard.

use crate::{ingest::support::Product, support::TestDatabase};
use serde_json::{Value, json};
use server::{
    changes::{self, Change, Topic},
    db::sql,
};
use shared::time::Instant;

pub struct Shop {
    pub product: Product,
    pub key: String,
}

fn traits(number: usize) -> Value {
    let plans = ["pro", "pro", "free", "Professional", "non-pro"];
    json!({
        "name": format!("Person {number}"), "email": format!("Person{number}@Example.com"),
        "plan": plans[number % 5], "seats": number % 3, "is_admin": number.is_multiple_of(2),
        "trial_ends_at": "2026-12-01T00:00:00Z", "topics": ["tours", format!("topic {}", number % 4)],
        "language": if number < 3 { "de-CH" } else { "en" },
    })
}

fn answer(number: usize, question: &str, kind: &str, answer: Value) -> Value {
    let properties = json!({"experience_id": "survey:1", "experience_name": "How are we doing?",
        "experience_kind": "survey", "steps": 3, "question_id": question, "question": format!("On {question}?"),
        "question_kind": kind, "answer": answer});
    json!({"type": "track", "userId": format!("u-{number}"), "event": "Experience Answered", "properties": properties})
}

impl Shop {
    /// Ten identified users and an anonymous one.
    pub async fn start(database: &TestDatabase) -> Self {
        let product = Product::start(database).await;
        let key = product.server.secret_key().await;
        let shop = Self { product, key };
        for number in 0..10 {
            let user_id = format!("u-{number}");
            let bought = json!({"source": if number < 7 { "ad" } else { "Adviser" }, "total": number, "gift": true,
                "at": "2026-11-01", "items": ["tea"]});
            shop.product
                .batch(json!([
                    {"type": "identify", "userId": user_id, "traits": traits(number)},
                    {"type": "track", "userId": user_id, "event": "Bought: tea", "properties": bought},
                    answer(number, "score", "nps", json!(number)),
                    answer(number, "score", "nps", json!(9)),
                    answer(number, "role", "single_choice", json!(if number < 4 { "Founder" } else { "Other" })),
                    answer(number, "why", "text", json!(format!("Because {}", number % 2))),
                ]))
                .await;
        }
        shop.product.batch(json!([{"type": "track", "anonymousId": "a-1", "event": "signed up", "context": {"page": {"path": "/"}}}])).await;
        shop.define(database).await;
        shop
    }

    /// Tags, segments, an import, and an attribute that was hidden.
    async fn define(&self, database: &TestDatabase) {
        let mut write = database.write().await.unwrap();
        let statements = [
            "insert into tags (tag_id, name, name_key, color, created_at) values (1, 'vip', 'vip', 'red', 0)",
            "insert into tags (tag_id, name, name_key, color, created_at) values (2, 'Beta', 'beta', 'none', 0)",
            "insert into user_tags (user_id, tag_id, added_at) select user_id, 1, 0 from users where email is not null",
            "insert into imports (import_id, name, file, status, plan, columns, position, created, updated, unchanged, \
             skipped, rejected, created_at) values (5, 'Old', 'f', 'done', '{}', '[]', 0, 0, 0, 0, 0, 0, 1)",
            "insert into imports (import_id, name, file, status, plan, columns, position, created, updated, unchanged, \
             skipped, rejected, created_at) values (6, 'New', 'f', 'done', '{}', '[]', 0, 0, 0, 0, 0, 0, 2)",
            "update attributes set hidden = (key = 'seats')",
        ];
        let statements = statements.map(sql);
        for statement in statements {
            write.execute(statement).await.unwrap();
        }
        let segments = [
            (1_i64, "power", r#"{"version":1,"root":{"segment":{"id":"2","member":true}}}"#),
            (2, "Beta", r#"{"version":1,"root":{"not":{"segment":{"id":"3","member":false}}}}"#),
            (3, "admins", r#"{"version":1,"root":{"all":[]}}"#),
        ];
        for (id, name, filter) in segments {
            let insert = "insert into segments (segment_id, name, name_key, description, icon, color, filter, \
                          created_at, updated_at) values ($1, $2, $2, 'Those', 'star', 'teal', $3, 0, 0)";
            write.execute(sql(insert).bind(id).bind(name).bind(filter)).await.unwrap();
        }
        let change = Change { topic: Topic::Definitions, users_delta: 0, user_ids: None };
        changes::record(&mut write, Instant(0), &change).await.unwrap();
        write.commit().await.unwrap();
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let request = self.product.server.client.get(self.product.server.at(path)).bearer_auth(&self.key);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}
