//! Four users with a plan, seats and topics, of which some values are of another kind.

use crate::{imports::support::Importer, support::TestDatabase};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::sql;

pub struct Office {
    pub importer: Importer,
}

impl Office {
    pub async fn start(database: &TestDatabase) -> Self {
        let importer = Importer::start(database).await;
        let user = |id: &str, traits: Value| json!({"type": "identify", "userId": id, "traits": traits});
        importer
            .product
            .batch(json!([
                user("u1", json!({"plan": "pro", "seats": 5, "topics": ["a", "b"], "since": "2026-01-31"})),
                user("u2", json!({"plan": "pro", "seats": "7", "topics": "c"})),
                user("u3", json!({"plan": "free", "seats": "many", "since": "2026-02-01T10:00:00Z"})),
                user("u4", json!({"plan": 2, "seats": null})),
            ]))
            .await;
        Self { importer }
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        self.importer.call(method, path, body).await
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path} {body}");
        body
    }

    /// Makes a segment and gives its id.
    pub async fn segment(&self, name: &str, root: Value) -> String {
        let body = json!({"name": name, "filter": {"version": 1, "root": root}});
        let (status, body) = self.call(Method::POST, "/api/segments", Some(body)).await;
        assert_eq!(status, 201, "{body}");
        body["segment_id"].as_str().unwrap().to_owned()
    }

    /// The users that a filter matches, by the index as well once it is there again.
    pub async fn total(&self, root: Value) -> u64 {
        let body = json!({"filter": {"version": 1, "root": root}});
        let count = || self.call(Method::POST, "/api/users/count", Some(body.clone()));
        let (status, first) = count().await;
        assert_eq!(status, 200, "{first}");
        drop(self.importer.product.server.by_index().await);
        let again = count().await.1;
        assert_eq!(first["total"], again["total"]);
        first["total"].as_u64().unwrap()
    }

    /// What the audit log says of attributes.
    pub async fn audited(&self) -> Vec<Value> {
        let log = self.get("/api/audit").await;
        let entries = log["entries"].as_array().unwrap().iter().rev();
        let told = |entry: &Value| {
            let mut detail = entry["detail"].clone();
            assert!(detail.as_object_mut().unwrap().remove("by_key").is_some(), "{entry}");
            json!([entry["action"], entry["about"], detail])
        };
        entries.filter(|entry| entry["action"].as_str().unwrap().starts_with("attribute_")).map(told).collect()
    }
}

/// The topics of changes after one.
pub async fn topics(database: &TestDatabase, after: i64) -> Vec<String> {
    let statement = sql("select topic from changes where sequence > $1 order by sequence").bind(after);
    let rows: Vec<(String,)> = database.snapshot().await.unwrap().all(statement).await.unwrap();
    rows.into_iter().map(|(topic,)| topic).collect()
}

pub fn attribute(key: &str, test: Value) -> Value {
    json!({"attribute": {"key": key, "test": test}})
}

pub fn plan(value: &str) -> Value {
    attribute("plan", json!({"text": {"is": {"value": value}}}))
}
