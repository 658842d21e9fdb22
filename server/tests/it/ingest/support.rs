//! A client of the tests, and a picture of what it left behind.

use crate::support::{TestDatabase, TestServer};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use server::{
    clock::Clock,
    db::{Database, sql},
};
use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// 2026-11-25T12:00:00Z
pub const NOON: i64 = 1_795_608_000_000;
pub const MINUTE: i64 = 60_000;

/// A server with a clock that the test sets, and keys.
pub struct Product {
    pub server: TestServer,
    pub key: String,
    time: Arc<AtomicI64>,
}

impl Product {
    pub async fn start(database: &TestDatabase) -> Self {
        let time = Arc::new(AtomicI64::new(NOON));
        let server = TestServer::start_with(database, Clock::Set(Arc::clone(&time)), &[]).await;
        let key = server.write_key().await;
        Self { server, key, time }
    }

    pub fn pass(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Posts bytes as they are.
    pub async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> (u16, Value) {
        self.post_as(&self.key, path, body).await
    }

    pub async fn post_as(&self, key: &str, path: &str, body: impl Into<reqwest::Body>) -> (u16, Value) {
        let request = self.server.client.post(self.server.at(path)).basic_auth(key, Some("")).body(body);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    /// Sends a message or batch that is to be stored.
    pub async fn send(&self, path: &str, body: Value) {
        let answer = self.post(path, body.to_string()).await;
        assert_eq!(answer, (200, json!({"success": true})), "{path} {body}");
    }

    pub async fn batch(&self, messages: Value) {
        self.send("/v1/batch", json!({"batch": messages})).await;
    }
}

pub fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Texts of one column.
pub async fn texts(database: &Database, text: &'static str) -> Vec<String> {
    let rows: Vec<(String,)> = database.snapshot().await.unwrap().all(sql(text)).await.unwrap();
    rows.into_iter().map(|(text,)| text).collect()
}

type Times = (i64, i64, Option<i64>, Option<i64>, i64);

#[derive(sqlx::FromRow)]
struct UserRow {
    user_id: i64,
    external_id: Option<String>,
    anonymous_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    avatar: Option<String>,
    search_text: String,
}

/// Everybody and everything that hangs on them, without our ids: one text a user, in order. Times are minutes from
/// noon.
pub async fn population(database: &Database) -> Vec<String> {
    let mut snapshot = database.snapshot().await.unwrap();
    let text = "select user_id, external_id, anonymous_id, name, email, language, avatar, search_text from users";
    let users: Vec<UserRow> = snapshot.all(sql(text)).await.unwrap();
    let mut answer = Vec::new();
    for user in users {
        let mut lines = vec![format!(
            "{} {} {} {} {} {} | {}",
            shown(&user.external_id),
            shown(&user.anonymous_id),
            shown(&user.name),
            shown(&user.email),
            shown(&user.language),
            shown(&user.avatar),
            user.search_text.replace('\n', ",")
        )];
        let text = "select made, created, first_seen, last_activity, sessions from users where user_id = $1";
        let (made, created, first, last, sessions): Times = snapshot.one(sql(text).bind(user.user_id)).await.unwrap();
        let [first, last] = [first, last].map(|at| at.map_or_else(|| "-".into(), minutes));
        lines.push(format!(
            "made {} created {} seen {first}..{last} sessions {sessions}",
            minutes(made),
            minutes(created)
        ));
        for (what, text) in PICTURES {
            let rows: Vec<(String,)> = snapshot.all(sql(text).bind(user.user_id)).await.unwrap();
            let mut rows: Vec<String> = rows.into_iter().map(|(row,)| row).collect();
            rows.sort();
            if !rows.is_empty() {
                lines.push(format!("{what}: {}", rows.join("; ")));
            }
        }
        answer.push(lines.join("\n  "));
    }
    answer.sort();
    answer
}

fn shown(text: &Option<String>) -> String {
    text.clone().unwrap_or_else(|| "-".into())
}

fn minutes(at: i64) -> String {
    let minutes = (at - NOON) as f64 / MINUTE as f64;
    format!("{minutes:+}")
}

const PICTURES: [(&str, &str); 7] = [
    ("ids", "select identity_key from identities where user_id = $1"),
    (
        "attributes",
        "select a.key || ' ' || a.kind || '=' || coalesce(raw, 'removed') || '(' || coalesce(text_value, '') || \
         case when number_value is null then '' else '#' end || case when boolean_value is null then '' else '?' end || \
         case when time_value is null then '' else '@' end || ') ' || source || ' ' || \
         cast((updated_at - 1795608000000) as text) from user_attributes u \
         join attributes a on a.attribute_id = u.attribute_id where user_id = $1",
    ),
    (
        "items",
        "select a.key || ' ' || cast(position as text) || ' ' || item from user_attribute_items u \
         join attributes a on a.attribute_id = u.attribute_id where user_id = $1",
    ),
    (
        "events",
        "select n.name || ' ' || cast((at - 1795608000000) as text) || ' ' || coalesce(properties, '-') from events e \
         join event_names n on n.event_name_id = e.event_name_id where user_id = $1",
    ),
    (
        "interactions",
        "select x.experience_id || ' ' || action || ' ' || coalesce(cast(step as text), '-') from interactions i \
         join experiences x on x.experience_key = i.experience_key where user_id = $1",
    ),
    (
        "answers",
        "select q.question_id || ' ' || raw || ' ' || coalesce(text_folded, '') || \
         case when number_value is null then '' else '#' end from answers a \
         join questions q on q.question_key = a.question_key where user_id = $1",
    ),
    ("options", "select item from answer_items where user_id = $1"),
];
