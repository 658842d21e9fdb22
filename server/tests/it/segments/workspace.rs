//! A small workspace over HTTP: a few users with tags, plans and events, and somebody of each role.

use crate::support::{Caller, TestDatabase, TestServer};
use futures_util::{Stream, StreamExt};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::{
    changes::{self, Change, Topic},
    clock::Clock,
    db::{Value as Bound, sql},
};
use shared::time::Instant;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// 2026-11-25T10:00:00Z.
pub const NOW: i64 = 1_795_600_800_000;

/// Users 1 to 6: 1 to 4 are on the plan "pro", 5 on "free"; 1, 2 and 6 have tag 1 (VIP), 2 and 3 tag 2 (Beta); user 1
/// exported twice, user 5 once.
pub struct Workspace {
    pub server: TestServer,
    key: String,
    time: Arc<AtomicI64>,
}

/// An answer: status and body, null where there is none.
pub type Answer = (u16, Value);

impl Workspace {
    pub async fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, &[]).await
    }

    /// With options of `rollcall serve`.
    pub async fn start_with(database: &TestDatabase, options: &[&str]) -> Self {
        write(database).await;
        let time = Arc::new(AtomicI64::new(NOW));
        let server = TestServer::start_with(database, Clock::Set(Arc::clone(&time)), options).await;
        let key = server.secret_key().await;
        Self { server, key, time }
    }

    /// Lets time pass.
    pub fn later(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::Relaxed);
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.server.client.request(method, self.server.at(path)).bearer_auth(&self.key);
        let request = if let Some(body) = body { request.json(&body) } else { request };
        read(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&self, path: &str) -> Answer {
        self.send(Method::PUT, path, None).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// The stream of changes.
    pub async fn live(&self) -> impl Stream<Item = String> + Unpin + use<> {
        let request = self.server.client.get(self.server.at("/api/live")).bearer_auth(&self.key);
        let bytes = request.send().await.unwrap().bytes_stream();
        Box::pin(bytes.map(|bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap()))
    }

    /// Makes a segment and gives its id.
    pub async fn segment(&self, name: &str, root: Value) -> String {
        let (status, body) = self.post("/api/segments", json!({"name": name, "filter": document(root)})).await;
        assert_eq!(status, 201, "{body}");
        body["segment_id"].as_str().unwrap().to_owned()
    }

    /// The statuses that callers of the roles get: viewer, editor, owner.
    pub async fn statuses(&self, method: Method, path: &str, body: Option<Value>) -> [u16; 3] {
        let mut statuses = [0; 3];
        for (status, role) in statuses.iter_mut().zip(["viewer", "editor", "owner"]) {
            let request = Caller::new(&self.server, role).await.request(method.clone(), path);
            let request = if let Some(body) = &body { request.json(body) } else { request };
            *status = request.send().await.unwrap().status().as_u16();
        }
        statuses
    }

    /// What the audit log says from an action on: action and detail.
    pub async fn audited(&self, noun: &str) -> Vec<(String, Value)> {
        let text = "select action, detail from audit_log where strpos(action, $1) = 1 order by audit_id";
        let mut snapshot = self.server.state.database.snapshot().await.unwrap();
        let rows: Vec<(String, String)> = snapshot.all(sql(text).bind(noun)).await.unwrap();
        rows.into_iter().map(|(action, detail)| (action, serde_json::from_str(&detail).unwrap())).collect()
    }

    /// The topics of changes after the first.
    pub async fn topics(&self) -> Vec<String> {
        let mut snapshot = self.server.state.database.snapshot().await.unwrap();
        let statement = sql("select topic from changes where sequence > 1 order by sequence");
        snapshot.all::<(String,)>(statement).await.unwrap().into_iter().map(|(topic,)| topic).collect()
    }
}

pub async fn read(response: reqwest::Response) -> Answer {
    let status = response.status();
    let is_problem = response.headers().get("content-type").is_some_and(|kind| kind == "application/problem+json");
    let is_redirect = status == StatusCode::PERMANENT_REDIRECT;
    assert_eq!(is_problem, !status.is_success(), "{status}");
    assert_eq!(is_redirect, response.headers().contains_key("location"));
    (status.as_u16(), serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null))
}

/// The pointers and sentences of a 422.
pub fn problems(answer: &Answer) -> Vec<(&str, &str)> {
    assert_eq!(answer.0, 422, "{}", answer.1);
    let errors = answer.1["errors"].as_array().unwrap().iter();
    errors.map(|error| (error["pointer"].as_str().unwrap(), error["detail"].as_str().unwrap())).collect()
}

/// The sentence of a refusal.
pub fn refusal(answer: &Answer) -> (u16, &str) {
    (answer.0, answer.1["detail"].as_str().unwrap())
}

pub fn document(root: Value) -> Value {
    json!({"version": 1, "root": root})
}

pub fn plan(value: &str) -> Value {
    json!({"attribute": {"key": "plan", "test": {"text": {"is": {"value": value}}}}})
}

pub fn tags(test: Value) -> Value {
    json!({"property": {"tags": test}})
}

pub fn is_in(segment_id: &str) -> Value {
    json!({"segment": {"id": segment_id, "member": true}})
}

async fn write(database: &TestDatabase) {
    let mut writer = database.write().await.unwrap();
    let rows: [(&str, Vec<Vec<Bound>>); 6] = [
        (
            "insert into attributes (attribute_id, key, name, kind, hidden, created_at)",
            vec![vec![1_i64.into(), "plan".into(), "Plan".into(), "text".into(), false.into(), 0_i64.into()]],
        ),
        (
            "insert into event_names (event_name_id, name, created_at)",
            vec![vec![1_i64.into(), "export".into(), 0_i64.into()]],
        ),
        (
            "insert into tags (tag_id, name, name_key, color, created_at)",
            vec![
                vec![1_i64.into(), "VIP".into(), "vip".into(), "amber".into(), 0_i64.into()],
                vec![2_i64.into(), "Beta".into(), "beta".into(), "green".into(), 0_i64.into()],
            ],
        ),
        (
            "insert into users (user_id, external_id, name, traits, search_text, made, created, sessions)",
            (1..=6_i64)
                .map(|id| {
                    let name = format!("User {id}");
                    vec![
                        id.into(),
                        format!("account-{id}").into(),
                        name.into(),
                        "{}".into(),
                        "".into(),
                        0_i64.into(),
                        0_i64.into(),
                        0_i64.into(),
                    ]
                })
                .collect(),
        ),
        (
            "insert into user_attributes (user_id, attribute_id, text_value, raw, source, updated_at)",
            [(1_i64, "pro"), (2, "pro"), (3, "pro"), (4, "pro"), (5, "free")]
                .into_iter()
                .map(|(id, plan)| {
                    vec![id.into(), 1_i64.into(), plan.into(), format!("\"{plan}\"").into(), "sdk".into(), 0_i64.into()]
                })
                .collect(),
        ),
        (
            "insert into user_tags (user_id, tag_id, added_at)",
            [(1_i64, 1_i64), (2, 1), (6, 1), (2, 2), (3, 2)]
                .into_iter()
                .map(|(id, tag)| vec![id.into(), tag.into(), 0_i64.into()])
                .collect(),
        ),
    ];
    for (insert, rows) in rows {
        writer.insert_many(insert, rows, "").await.unwrap();
    }
    let events = [(1_i64, 1_i64), (1, 2), (5, 3)].into_iter();
    let events =
        events.map(|(id, event)| vec![id.into(), event.into(), 1_i64.into(), (NOW - 1_000).into(), 0_i64.into()]);
    let insert = "insert into events (user_id, event_id, event_name_id, at, properties_digest)";
    writer.insert_many(insert, events.collect(), "").await.unwrap();
    let change = Change { topic: Topic::Users, users_delta: 6, user_ids: None };
    changes::record(&mut writer, Instant(NOW), &change).await.unwrap();
    writer.commit().await.unwrap();
}
