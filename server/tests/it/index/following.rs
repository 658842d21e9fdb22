//! The index after every kind of change: it says what SQL says of the same state, and what an index that is loaded
//! anew says.

use crate::{each_database, filter::world::ask, imports::support::Importer, support::TestDatabase};
use reqwest::Method;
use serde_json::{Value, json};
use server::{
    changes::{self, Change, Topic},
    db::sql,
    filter::{ResolvedFilter, resolve},
    index::{Asked, Audience, Evaluator, Found, Wanted},
};
use shared::{filter::Filter, time::Instant};

/// Filters of every kind of condition, on what the test has users do.
pub fn filters(tags: &[String], import: Option<&Value>) -> Vec<Filter> {
    let text = |key: &str, test: Value| json!({"attribute": {"key": key, "test": {"text": test}}});
    let list = |test: Value| json!({"attribute": {"key": "topics", "test": {"list": test}}});
    let event = |count: Value, more: Value| {
        let mut event = json!({"name": "export", "count": count});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "event": event })
    };
    let last_hour = json!({"within_last": {"amount": 1, "unit": "hours"}});
    let answer =
        |question: &str, test: Value| json!({"answer": {"experience": "nps-1", "question": question, "test": test}});
    let mut nodes = vec![
        json!({"property": {"name": {"contains": {"value": "ANN", "ignore_case": true}}}}),
        json!({"property": {"name": "is_empty"}}),
        json!({"property": {"email": {"ends_with": {"value": "@example.com"}}}}),
        json!({"property": {"user_id": {"starts_with": {"value": "u"}}}}),
        json!({"property": {"language": {"one_of": {"values": ["en", "de"]}}}}),
        json!({"property": {"last_activity": last_hour}}),
        json!({"property": {"first_seen": "has_any_value"}}),
        json!({"property": {"created": {"before": "2026-01-01"}}}),
        json!({"property": {"sessions": {"at_least": 2}}}),
        json!({"property": {"identified": "is_true"}}),
        json!({"property": {"tags": "is_empty"}}),
        text("plan", json!({"is": {"value": "pro"}})),
        text("plan", json!({"matches": {"pattern": "^(pro|team)$"}})),
        json!({"attribute": {"key": "seats", "test": {"number": {"between": {"from": 2, "to": 6}}}}}),
        json!({"attribute": {"key": "trial", "test": {"boolean": "is_true"}}}),
        json!({"attribute": {"key": "renews", "test": {"time": {"on": "2026-11-25"}}}}),
        list(json!({"contains_all": ["a", "b"]})),
        list(json!({"is_exactly": ["a"]})),
        list(json!("is_empty")),
        event(json!({"at_least": 2}), json!({})),
        event(json!({"exactly": 0}), json!({ "window": last_hour })),
        event(
            json!({"at_least": 1}),
            json!({"where": [{"property": "kind", "test": {"text": {"is": {"value": "csv"}}}}]}),
        ),
        json!({"experience": {"which": "any", "action": "seen", "happened": true}}),
        json!({"experience": {"which": {"id": "nps-1"}, "action": "step_reached", "step": 2, "happened": true}}),
        answer("score", json!({"number": {"at_least": 9}})),
        answer("why", json!({"text": {"contains": {"value": "fast"}}})),
        answer("which", json!({"choice": {"all_of": ["a", "b"]}})),
    ];
    nodes.extend(tags.iter().map(|tag| json!({"property": {"tags": {"has_any": [tag]}}})));
    if let Some(id) = import {
        nodes.push(json!({"import": {"id": id}}));
    }
    let all = json!({"all": [{"any": nodes[..8]}, {"not": {"all": nodes[8..12]}}, {"any": nodes[12..]}]});
    nodes.push(all);
    nodes.into_iter().map(|root| Filter::read(&json!({"version": 1, "root": root})).unwrap()).collect()
}

struct Compared<'a> {
    importer: &'a Importer,
    tags: Vec<String>,
    import: Option<Value>,
    states: usize,
    last: u64,
}

impl Compared<'_> {
    /// Compares all filters at the state of now, which is a later one than before.
    async fn compare(&mut self, after: &str) {
        let server = &self.importer.product.server;
        let now = server.state.clock.now();
        let mut reading = server.by_index().await;
        assert!(reading.seen.sequence > self.last, "{after} changed nothing");
        self.last = reading.seen.sequence;
        self.states += 1;
        reading.release();
        let anew = Audience::load(&mut reading.snapshot, usize::MAX).await.unwrap().unwrap();
        drop(reading);
        let mut expected_of = Vec::new();
        for filter in filters(&self.tags, self.import.as_ref()) {
            let text = filter.to_value();
            let mut reading = server.by_index().await;
            assert_eq!(reading.seen.sequence, self.last, "nobody writes while filters are compared");
            let resolved = resolve(&mut reading.snapshot, &filter, now).await.unwrap();
            let counted = reading.count(resolved.clone(), Asked::Without).await.unwrap();
            assert_eq!(counted.by, Evaluator::Index);
            reading.release();
            let expected = ask(&mut reading.snapshot, &filter, now, true).await;
            assert_eq!(counted.totals, expected.totals, "after {after}: {text}");
            let loaded = anew.evaluate(&mut reading.snapshot, &resolved, true).await.unwrap();
            assert_eq!(loaded, (expected.totals, expected.user_ids.clone()), "loaded after {after}: {text}");
            self.find(&resolved, &expected.user_ids).await;
            expected_of.push((resolved, expected.user_ids));
        }
        self.compare_each_user(after, &expected_of).await;
    }

    /// The users themselves are found, all and some.
    async fn find(&self, filter: &ResolvedFilter, expected: &[i64]) {
        let middle = expected.get(expected.len() / 2).copied().unwrap_or_default();
        let behind: Vec<i64> = expected.iter().copied().filter(|user_id| *user_id > middle).take(1).collect();
        let some: Vec<i64> = expected.iter().copied().step_by(2).collect();
        let named = some.iter().copied().chain([i64::MAX]).collect::<Vec<_>>();
        for (wanted, expected) in [
            (Wanted::All, expected),
            (Wanted::Behind { user_id: middle, most: 1 }, &behind),
            (Wanted::Among(&named), &some),
        ] {
            let mut reading = self.importer.product.server.by_index().await;
            match reading.find(filter.clone(), wanted).await.unwrap() {
                Found::Users(found) => assert_eq!(found, expected, "{wanted:?}"),
                // The database is asked about some users alone where the index would have to ask about all.
                Found::Compiled(_) => assert!(matches!(wanted, Wanted::Among(_)), "{wanted:?}"),
            }
        }
    }

    /// Each user is asked about alone, with all filters at once.
    async fn compare_each_user(&self, after: &str, expected: &[(ResolvedFilter, Vec<i64>)]) {
        let server = &self.importer.product.server;
        let everyone = sql("select user_id from users order by user_id");
        let user_ids: Vec<(i64,)> = server.state.database.snapshot().await.unwrap().all(everyone).await.unwrap();
        for (user_id,) in user_ids {
            let filters: Vec<_> = expected.iter().map(|(filter, _)| filter.clone()).collect();
            let mut reading = server.by_index().await;
            let found = reading.matching(filters, user_id).await.unwrap();
            let wanted = expected.iter().map(|(_, user_ids)| user_ids.contains(&user_id)).collect();
            assert_eq!(found, (wanted, Evaluator::Index), "user {user_id} after {after}");
        }
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.importer.call(method, path, body).await;
        assert!((200..300).contains(&status), "{path}: {status} {answer}");
        answer
    }

    async fn tag(&mut self, name: &str) -> String {
        let tag = self.call(Method::POST, "/api/tags", Some(json!({ "name": name }))).await;
        let id = tag["tag_id"].as_str().unwrap().to_owned();
        self.tags.push(id.clone());
        id
    }

    /// A job for all users, when it is over.
    async fn job(&self, action: &str, filter: Value, more: Value) {
        let document = json!({"version": 1, "root": filter});
        let counted = self.call(Method::POST, "/api/users/count", Some(json!({ "filter": document }))).await;
        let mut body = json!({"action": action, "filter": document, "expected": counted["total"]});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let job = self.call(Method::POST, "/api/jobs", Some(body)).await;
        let path = format!("/api/jobs/{}", job["job_id"].as_str().unwrap());
        let over = async {
            loop {
                let job = self.call(Method::GET, &path, None).await;
                match job["status"].as_str().unwrap() {
                    "queued" | "running" => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
                    status => break assert_eq!(status, "done", "{job}"),
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), over).await.expect("the job ends");
    }
}

/// What the messages of a first day tell.
pub fn messages() -> Value {
    let identify = |user: &str, traits: Value| json!({"type": "identify", "userId": user, "traits": traits});
    let track = |user: &str, event: &str, properties: Value| json!({"type": "track", "userId": user, "event": event, "properties": properties});
    let told =
        |question: &str, answer: Value| json!({"experience_id": "nps-1", "question_id": question, "answer": answer});
    json!([
        identify("u1", json!({"name": "Ann Lee", "email": "ann@example.com", "plan": "pro", "seats": 5, "trial": true,
            "renews": "2026-11-25", "topics": ["a", "b"], "language": "en"})),
        identify("u2", json!({"name": "Joann", "plan": "Team", "seats": 2, "trial": false, "topics": ["a"],
            "renews": "2026-11-25T23:30:00Z", "createdAt": "2025-03-01"})),
        identify("x3", json!({"email": "X3@Example.com", "plan": "team", "language": "de"})),
        track("u1", "export", json!({"kind": "csv"})),
        track("u1", "export", json!({"kind": "pdf"})),
        track("u2", "export", json!({})),
        track("u1", "Experience Seen", json!({"experience_id": "nps-1"})),
        track("u2", "Experience Step Reached", json!({"experience_id": "nps-1", "step": 3})),
        track("u1", "Experience Answered", told("score", json!(9))),
        track("u2", "Experience Answered", told("score", json!(3))),
        track("u2", "Experience Answered", told("why", json!("It is fast"))),
        track("x3", "Experience Answered", told("which", json!(["a", "b"]))),
        {"type": "track", "anonymousId": "a1", "event": "export", "properties": {"kind": "csv"}},
        {"type": "track", "anonymousId": "a2", "event": "export"},
    ])
}

fn track_at(user: &str, event: &str, kind: &str, at: &str) -> Value {
    json!({"type": "track", "userId": user, "event": event, "properties": {"kind": kind}, "timestamp": at})
}

/// A change without names, as one of very many users is.
pub async fn writer_forgets(database: &TestDatabase) {
    let mut writer = database.write().await.unwrap();
    let change = Change { topic: Topic::Users, users_delta: 0, user_ids: None };
    changes::record(&mut writer, Instant(0), &change).await.unwrap();
    writer.commit().await.unwrap();
}

async fn user_id(database: &TestDatabase, text: &'static str) -> String {
    database.number(text).await.to_string()
}

each_database!(after_every_change_it_says_what_sql_says, |database| async move {
    let importer = Importer::start(&database).await;
    let product = &importer.product;
    product.batch(messages()).await;
    let mut compared = Compared { importer: &importer, tags: Vec::new(), import: None, states: 0, last: 0 };
    compared.call(Method::PATCH, "/api/settings", Some(json!({"time_zone": "Asia/Tokyo"}))).await;
    compared.compare("the first messages").await;

    product.pass(2 * 60 * 60_000);
    product.batch(json!([
        {"type": "track", "userId": "u1", "event": "export", "properties": {"kind": "csv"}},
        {"type": "track", "userId": "u1", "event": "Experience Answered",
            "properties": {"experience_id": "nps-1", "question_id": "score", "answer": 2}},
        {"type": "identify", "userId": "u2", "traits": {"plan": null, "topics": ["c"], "name": "Bo", "renews": "2026-11-26"}},
        {"type": "identify", "userId": "new", "traits": {"plan": "enterprise"}},
    ])).await;
    compared.compare("more messages").await;
    product.batch(json!([{"type": "identify", "userId": "u1", "anonymousId": "a1", "traits": {}}])).await;
    compared.compare("a merge").await;
    product.batch(json!([{"type": "identify", "userId": "a2s", "anonymousId": "a2", "traits": {"plan": "pro"}}])).await;
    compared.compare("a promotion").await;

    product.batch(json!([
        track_at("u2", "export", "csv", "2026-11-25T09:00:00.001Z"),
        track_at("u2", "export", "csv", "2026-11-25T09:00:00.001Z"),
        track_at("u1", "export", "pdf", "2026-11-25T09:00:00.001Z"),
        track_at("u1", "export", "csv", "2024-02-29T00:00:00Z"),
        {"type": "track", "userId": "u1", "event": "Experience Completed", "properties": {"experience_id": "nps-1"}},
    ])).await;
    compared.compare("late events, and two at once").await;
    product.batch(json!([
        track_at("u2", "export", "pdf", "2026-11-25T13:59:00Z"),
        {"type": "track", "anonymousId": "a3", "event": "export", "properties": {"kind": "csv"}},
        {"type": "track", "anonymousId": "a3", "event": "Experience Seen", "properties": {"experience_id": "nps-1"}},
        {"type": "identify", "userId": "u2", "anonymousId": "a3"},
        track_at("u1", "export", "csv", "2026-11-25T13:59:00Z"),
        {"type": "track", "anonymousId": "a3", "event": "export", "properties": {"kind": "csv"}},
    ])).await;
    compared.compare("a merge among other messages").await;
    product.batch(json!([
        {"type": "identify", "userId": "u2", "traits": {"plan": "pro", "topics": ["a", "b"], "email": "bo@example.com"}},
        track_at("u2", "export", "csv", "2026-11-25T13:58:00Z"),
        track_at("u2", "export", "json", "2026-11-25T13:58:00Z"),
        {"type": "track", "userId": "u1", "event": "never heard of", "properties": {"kind": "csv"}},
    ])).await;
    compared.compare("a change and events of the same user").await;
    product.batch(json!([track_at("short", "export", "csv", "2026-11-25T13:58:00Z")])).await;
    for _ in 0..3 {
        product
            .batch(json!([
                track_at("short", "export", "csv", "2026-11-25T13:58:30Z"),
                track_at("u1", "export", "csv", "2026-11-25T13:58:30Z"),
            ]))
            .await;
    }
    let short = user_id(&database, "select user_id from users where external_id = 'short'").await;
    compared.call(Method::DELETE, &format!("/api/users/{short}"), None).await;
    product.batch(json!([track_at("u1", "export", "csv", "2026-11-25T13:58:31Z")])).await;
    compared.compare("several changes, of them a deletion").await;
    writer_forgets(&database).await;
    product.batch(json!([track_at("u1", "export", "csv", "2026-11-25T13:58:32Z")])).await;
    compared.compare("changes that name nobody any more").await;

    let ann = user_id(&database, "select user_id from users where external_id = 'u1'").await;
    let path = format!("/api/users/{ann}/attributes");
    compared.call(Method::PATCH, &path, Some(json!({"plan": "team", "topics": [], "seats": null}))).await;
    compared.compare("an edit").await;

    let (beta, vip) = (compared.tag("Beta").await, compared.tag("VIP").await);
    compared.call(Method::PUT, &format!("/api/users/{ann}/tags/{beta}"), None).await;
    compared.compare("a tag").await;
    compared.job("tag", json!({"property": {"identified": "is_true"}}), json!({ "tag_id": vip })).await;
    compared.compare("a tag for many").await;
    compared.call(Method::DELETE, &format!("/api/users/{ann}/tags/{vip}"), None).await;
    compared.compare("a tag less").await;
    compared.call(Method::PATCH, &format!("/api/tags/{beta}"), Some(json!({"name": "Gamma"}))).await;
    compared.compare("another name").await;
    compared.call(Method::POST, &format!("/api/tags/{beta}/merge"), Some(json!({ "into": vip }))).await;
    compared.tags.retain(|tag| *tag != beta);
    compared.compare("tags that became one").await;

    let tag = compared.tag("Imported").await;
    let draft = importer.draft("user_id,name,plan,topics\nu2,Bob,free,a;b\nfresh,Cy,pro,a\nx3,,,\n").await;
    let mut mapping = draft["mapping"].clone();
    for column in mapping.as_array_mut().unwrap().iter_mut().filter(|column| column["to"].is_null()) {
        column["to"] = json!(format!("attribute:{}", column["column"].as_str().unwrap()));
    }
    importer.change(&draft, json!({"mapping": mapping, "options": {"tag_id": tag}})).await;
    let done = importer.done(&draft, "run").await;
    assert_eq!(done["status"], "done", "{done}");
    compared.import = Some(done["import_id"].clone());
    compared.compare("an import").await;
    importer.done(&done, "revert").await;
    compared.compare("an import taken back").await;
    compared.call(Method::DELETE, &format!("/api/tags/{vip}"), None).await;
    compared.tags.retain(|tag| *tag != vip);
    compared.compare("a tag that went").await;

    let gone = user_id(&database, "select user_id from users where external_id = 'x3'").await;
    compared.call(Method::DELETE, &format!("/api/users/{gone}"), None).await;
    compared.compare("a deletion").await;
    compared.job("delete", json!({"property": {"user_id": {"is": {"value": "new"}}}}), json!({})).await;
    compared.compare("a deletion of some").await;
    product.batch(json!([{"type": "identify", "userId": "last", "traits": {"name": "Ann"}}])).await;
    compared.compare("somebody new").await;
    assert_eq!(compared.states, 21);
});

each_database!(without_room_or_wish_sql_answers, |database| async move {
    use crate::support::TestServer;
    for option in ["--no-index", "--index-memory=0"] {
        let server = TestServer::start_with(&database, server::clock::Clock::System, &[option]).await;
        let body = json!({"filter": {"version": 1, "root": {"all": []}}});
        let key = server.secret_key().await;
        let request = server.client.post(server.at("/api/users/count")).bearer_auth(key).json(&body);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["x-rollcall-evaluator"], "sql");
        assert_eq!(server.state.index.sequence(), None);
    }
});
