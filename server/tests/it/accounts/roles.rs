//! Who may call what: every route of the API stands in a table, with the least that a caller must be.

use crate::{
    each_database,
    support::{Caller, TestServer, sources},
};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The least that a caller must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    /// Nobody in particular; what a stranger is answered.
    Anyone(u16),
    Viewer,
    Editor,
    Owner,
    /// Somebody with an account: a key has none.
    Person,
}

use Least::{Anyone, Editor, Owner, Person, Viewer};

/// Every route. A body is what gets past the reading of the request, so that only the role is in the way.
fn table() -> Vec<(Method, &'static str, Least, Option<Value>)> {
    let everyone = || json!({ "version": 1, "root": { "all": [] } });
    let filter = || Some(json!({ "filter": everyone() }));
    let job = |action: &str| {
        let mut job = json!({ "action": action, "filter": everyone(), "expected": 0 });
        if action.ends_with("tag") {
            job["tag_id"] = json!("1");
        }
        Some(job)
    };
    let (get, post, patch, put, delete) = (Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE);
    let mut table = vec![
        (&get, "/api/openapi.json", Anyone(200), None),
        (&get, "/api/docs", Anyone(200), None),
        (&get, "/api/docs.css", Anyone(200), None),
        (&get, "/api/session", Anyone(200), None),
        (&post, "/api/session", Anyone(401), Some(json!({ "email": "a@b.c", "password": "x" }))),
        (&delete, "/api/session", Anyone(204), None),
        (&post, "/api/session/link", Anyone(403), Some(json!({ "token": "x" }))),
        (
            &post,
            "/api/session/set-up",
            Anyone(409),
            Some(json!({ "token": "x", "name": "A", "email": "a@b.c", "password": "x" })),
        ),
        (&get, "/api/session/ways", Anyone(200), None),
        (&get, "/api/session/openid", Anyone(303), None),
        (&get, "/api/session/openid/callback", Anyone(303), None),
        (&post, "/api/session/invitation", Anyone(403), Some(json!({ "token": "x" }))),
        (&post, "/api/session/accept", Anyone(403), Some(json!({ "token": "x", "name": "A", "password": "x" }))),
        (&post, "/api/users/search", Viewer, Some(json!({}))),
        (&post, "/api/users/count", Viewer, filter()),
        (&post, "/api/users/{user_id}/explain", Viewer, filter()),
        (&get, "/api/users/{user_id}", Viewer, None),
        (&get, "/api/users/{user_id}/activity", Viewer, None),
        (&get, "/api/users/{user_id}/responses", Viewer, None),
        (&patch, "/api/users/{user_id}/attributes", Editor, Some(json!({ "plan": null }))),
        (&delete, "/api/users/{user_id}", Editor, None),
        (&put, "/api/users/{user_id}/tags/{tag_id}", Editor, None),
        (&delete, "/api/users/{user_id}/tags/{tag_id}", Editor, None),
        (&get, "/api/users/export", Owner, None),
        (&get, "/api/tags", Viewer, None),
        (&post, "/api/tags", Editor, Some(json!({ "name": "A" }))),
        (&patch, "/api/tags/{tag_id}", Editor, Some(json!({ "name": "B" }))),
        (&delete, "/api/tags/{tag_id}", Editor, None),
        (&post, "/api/tags/{tag_id}/merge", Editor, Some(json!({ "into": "1" }))),
        (&get, "/api/segments", Viewer, None),
        (&post, "/api/segments", Editor, Some(json!({ "name": "A", "filter": everyone() }))),
        (&get, "/api/segments/{segment_id}", Viewer, None),
        (&patch, "/api/segments/{segment_id}", Editor, Some(json!({ "name": "B" }))),
        (&delete, "/api/segments/{segment_id}", Editor, None),
        (&post, "/api/segments/{segment_id}/impact", Viewer, filter()),
        (&get, "/api/segments/{segment_id}/users", Viewer, None),
        (&get, "/api/segments/{segment_id}/history", Viewer, None),
        (&post, "/api/filters", Viewer, filter()),
        (&post, "/api/filters/sql", Viewer, filter()),
        (&get, "/api/filters/{filter_id}", Viewer, None),
        (&get, "/api/catalogue", Viewer, None),
        (&get, "/api/catalogue/values", Viewer, None),
        (&get, "/api/catalogue/events", Viewer, None),
        (&get, "/api/catalogue/experiences", Viewer, None),
        (&get, "/api/attributes", Viewer, None),
        (&get, "/api/attributes/{key}", Viewer, None),
        (&patch, "/api/attributes/{key}", Editor, Some(json!({}))),
        (&delete, "/api/attributes/{key}", Owner, None),
        (&post, "/api/attributes/{key}/kind", Editor, Some(json!({ "kind": "text" }))),
        (&post, "/api/attributes/{key}/kind/check", Editor, Some(json!({ "kind": "text" }))),
        (&get, "/api/imports", Viewer, None),
        (&post, "/api/imports", Editor, None),
        (&get, "/api/imports/{import_id}", Viewer, None),
        (&patch, "/api/imports/{import_id}", Editor, Some(json!({}))),
        (&delete, "/api/imports/{import_id}", Editor, None),
        (&post, "/api/imports/{import_id}/check", Editor, None),
        (&post, "/api/imports/{import_id}/run", Editor, None),
        (&post, "/api/imports/{import_id}/cancel", Editor, None),
        (&post, "/api/imports/{import_id}/revert", Editor, None),
        (&get, "/api/imports/{import_id}/rejects.csv", Editor, None),
        (&get, "/api/jobs/{job_id}", Viewer, None),
        (&delete, "/api/jobs/{job_id}", Editor, None),
        (&post, "/api/jobs/{job_id}/undo", Editor, None),
        (&get, "/api/live", Viewer, None),
        (&get, "/api/ingest/messages", Editor, None),
        (&get, "/api/ingest/rejects", Editor, None),
        (&get, "/api/identity-secrets", Owner, None),
        (&post, "/api/identity-secrets", Owner, None),
        (&delete, "/api/identity-secrets/{secret_id}", Owner, None),
        (&get, "/api/about", Viewer, None),
        (&get, "/api/connect", Viewer, None),
        (&get, "/api/settings", Viewer, None),
        (&patch, "/api/settings", Owner, Some(json!({}))),
        (&get, "/api/keys", Owner, None),
        (&post, "/api/keys", Owner, Some(json!({ "kind": "write", "name": "A" }))),
        (&delete, "/api/keys/{key_id}", Owner, None),
        (&get, "/api/audit", Owner, None),
        (&get, "/api/accounts", Owner, None),
        (&post, "/api/accounts/invitations", Owner, Some(json!({ "email": "b@b.c", "role": "viewer" }))),
        (&delete, "/api/accounts/invitations/{invitation_id}", Owner, None),
        (&patch, "/api/accounts/{account_id}", Owner, Some(json!({ "role": "viewer" }))),
        (&delete, "/api/accounts/{account_id}", Owner, None),
        (&patch, "/api/account", Person, Some(json!({ "name": "A" }))),
        (&post, "/api/account/password", Person, Some(json!({ "current": "x", "password": "y" }))),
        (&get, "/api/account/sessions", Person, None),
        (&delete, "/api/account/sessions", Person, None),
        (&delete, "/api/account/sessions/{session_id}", Person, None),
    ];
    for (action, least) in [("tag", Editor), ("untag", Editor), ("delete", Owner), ("export", Owner)] {
        table.push((&post, "/api/jobs", least, job(action)));
    }
    table.into_iter().map(|(method, path, least, body)| (method.clone(), path, least, body)).collect()
}

/// Every route of the API as the sources have it: `get /api/users/{user_id}`.
fn routes() -> BTreeSet<String> {
    let mut routes = BTreeSet::new();
    for (_, text) in sources("src", "rs") {
        for after in text.split(".route(").skip(1) {
            let Some(path) = after.trim_start().strip_prefix('"').and_then(|after| after.split('"').next()) else {
                continue;
            };
            if !path.starts_with("/api") {
                continue;
            }
            let mut depth = 0_i32;
            let end = after.find(|character| {
                depth += i32::from(character == '(') - i32::from(character == ')');
                depth < 0
            });
            let methods = &after[..end.expect("a call ends")];
            for method in ["get", "post", "put", "patch", "delete"] {
                let is_called = |at: usize| !methods[..at].ends_with(|before: char| before.is_alphanumeric());
                if methods.match_indices(&format!("{method}(")).any(|(at, _)| is_called(at)) {
                    routes.insert(format!("{method} {path}"));
                }
            }
        }
    }
    routes
}

fn told(method: &Method, path: &str) -> String {
    format!("{} {path}", method.as_str().to_lowercase())
}

#[test]
fn every_route_has_a_role() {
    let known: BTreeSet<_> = table().iter().map(|(method, path, ..)| told(method, path)).collect();
    assert_eq!(routes(), known, "left: the routes; right: those of the table");
}

each_database!(every_route_is_described, |database| async move {
    let server = TestServer::start(&database).await;
    let request = server.client.get(server.at("/api/openapi.json"));
    let document: Value = request.send().await.unwrap().json().await.unwrap();
    for (method, path, ..) in table() {
        if path == "/api/openapi.json" || path.starts_with("/api/docs") {
            continue;
        }
        let described = &document["paths"][path][method.as_str().to_lowercase()];
        assert!(described.is_object(), "{} is not described", told(&method, path));
        let responses = described["responses"].as_object().unwrap();
        let refuses = matches!(table_entry(&method, path), Editor | Owner | Person);
        assert!(!refuses || responses.contains_key("403"), "{} may be refused", told(&method, path));
    }
});

fn table_entry(method: &Method, path: &str) -> Least {
    let found = table().into_iter().find(|entry| entry.0 == *method && entry.1 == path);
    found.expect("it is in the table").2
}

/// The status of a call, without waiting for an answer that never ends.
async fn status(request: RequestBuilder, body: Option<&Value>) -> u16 {
    let request = if let Some(body) = body { request.json(body) } else { request };
    request.send().await.unwrap().status().as_u16()
}

each_database!(every_role_may_what_it_may, |database| async move {
    let server = TestServer::start(&database).await;
    // There is an owner, so that nothing is set up.
    Caller::new(&server, "owner").await;
    let (secret, write) = (server.secret_key().await, server.write_key().await);
    for (method, path, least, body) in table() {
        let words: Vec<_> = path.split('/').map(|word| if word.starts_with('{') { "1" } else { word }).collect();
        let (name, path, body) = (told(&method, path), words.join("/"), body.as_ref());
        let request = || server.client.request(method.clone(), server.at(&path));
        let stranger = status(request().header("origin", &server.url), body).await;
        if let Anyone(expected) = least {
            assert_eq!(stranger, expected, "{name}, a stranger");
            continue;
        }
        assert_eq!(stranger, 401, "{name}, a stranger");
        assert_eq!(status(request().bearer_auth(&write), body).await, 403, "{name}, a write key");
        for (role, rank) in [("viewer", Viewer), ("editor", Editor), ("owner", Owner)] {
            // A new account each time: some calls end the session that makes them.
            let caller = Caller::new(&server, role).await;
            let status = status(caller.request(method.clone(), &path), body).await;
            let may = least == Person || rank >= least;
            assert_eq!(!matches!(status, 401 | 403), may, "{name}, {role}: {status}");
            assert!(status < 500, "{name}, {role}: {status}");
            // Another site cannot make the call in that person's name.
            let elsewhere = caller.request_from(method.clone(), &path, "http://other.example");
            let status = self::status(elsewhere, body).await;
            assert!(method == Method::GET || matches!(status, 401 | 403), "{name}, {role}, elsewhere: {status}");
        }
        let status = status(request().bearer_auth(&secret), body).await;
        assert_eq!(!matches!(status, 401 | 403), least != Person, "{name}, a secret key: {status}");
    }
});
