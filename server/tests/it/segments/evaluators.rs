//! Whoever evaluates filters, the answers are the same, and say who did.

use super::workspace::{NOW, Workspace, document, is_in, plan, tags};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use serde_json::{Value, json};
use server::{clock::Clock, db::sql};
use std::sync::{Arc, atomic::AtomicI64};

const HEADER: &str = "x-rollcall-evaluator";

/// Who evaluated, and the answer.
async fn ask(server: &TestServer, key: &str, path: &str, body: Option<&Value>) -> (String, Value) {
    let request = match body {
        Some(body) => server.client.post(server.at(path)).json(body),
        None => server.client.get(server.at(path)),
    };
    let response = request.bearer_auth(key).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    (response.headers()[HEADER].to_str().unwrap().to_owned(), response.json().await.unwrap())
}

async fn identify(database: &TestDatabase, identity_key: &str, user_id: i64) {
    let insert = sql("insert into identities (identity_key, user_id, linked_at) values ($1, $2, $3)");
    let mut writer = database.write().await.unwrap();
    writer.execute(insert.bind(identity_key.to_owned()).bind(user_id).bind(NOW)).await.unwrap();
    writer.commit().await.unwrap();
}

each_database!(the_index_and_sql_answer_alike, |database| async move {
    let workspace = Workspace::start(&database).await;
    identify(&database, "user:account-1", 1).await;
    let pro = workspace.segment("Pro", plan("pro")).await;
    let busy = json!({"event": {"name": "export", "count": {"at_least": 2}}});
    let csv = json!({"property": "kind", "test": {"text": "is_empty"}});
    let without = json!({"event": {"name": "export", "where": [csv]}});
    workspace
        .segment("Among", json!({"any": [is_in(&pro), busy, without, tags(json!({"has_all": ["1", "2"]}))]}))
        .await;
    workspace.segment("Neither", json!({"not": {"any": [is_in(&pro), without]}})).await;
    let other = TestServer::start_with(&database, Clock::Set(Arc::new(AtomicI64::new(NOW))), &["--no-index"]).await;
    let key = other.secret_key().await;
    drop(workspace.server.by_index().await);
    let filter = document(json!({"all": [is_in(&pro), {"not": without}, {"muted": busy}]}));
    let mut asked = vec![
        ("/v1/users/segments?userId=account-1".to_owned(), None),
        ("/v1/users/segments?userId=nobody".to_owned(), None),
        ("/api/segments".to_owned(), None),
        (format!("/api/segments/{pro}/users"), None),
        (format!("/api/segments/{pro}/users?limit=2&after=1"), None),
        (format!("/api/segments/{pro}/impact"), Some(json!({ "filter": document(without.clone()) }))),
    ];
    for user in 1..=6 {
        asked.push((format!("/api/users/{user}"), None));
        asked.push((format!("/api/users/{user}/explain"), Some(json!({ "filter": filter }))));
    }
    for (path, body) in &asked {
        let by_index = ask(&workspace.server, &key, path, body.as_ref()).await;
        let by_sql = ask(&other, &key, path, body.as_ref()).await;
        assert_eq!(by_index.1, by_sql.1, "{path}");
        assert_eq!((by_index.0.as_str(), by_sql.0.as_str()), ("index", "sql"), "{path}");
    }
});

each_database!(whoever_wrote_sees_it_whoever_evaluates, |database| async move {
    let workspace = Workspace::start(&database).await;
    identify(&database, "user:account-4", 4).await;
    let vip = workspace.segment("VIP", tags(json!({"has_any": ["1"]}))).await;
    drop(workspace.server.by_index().await);
    let key = workspace.server.secret_key().await;
    let is_in = async |path: &str| {
        let (_, answer) = ask(&workspace.server, &key, path, None).await;
        let segments = answer["segments"].as_array().unwrap().clone();
        segments.iter().any(|segment| segment["segment_id"] == json!(vip))
    };
    for _ in 0..10 {
        assert_eq!(workspace.put("/api/users/4/tags/1").await.0, 204);
        assert!(is_in("/api/users/4").await && is_in("/v1/users/segments?userId=account-4").await);
        assert_eq!(workspace.delete("/api/users/4/tags/1").await.0, 204);
        assert!(!is_in("/v1/users/segments?userId=account-4").await && !is_in("/api/users/4").await);
    }
});
