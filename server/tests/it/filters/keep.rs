//! Filters kept for addresses.

use crate::{
    each_database,
    segments::workspace::{Workspace, document, plan, problems, refusal},
};
use reqwest::Method;
use serde_json::json;

each_database!(a_filter_is_kept_once_and_given_back_as_it_was, |database| async move {
    let workspace = Workspace::start(&database).await;
    let muted = json!({"muted": {"event": {"name": "never seen"}}});
    let filter = document(json!({"all": [plan("pro"), muted, {"named": {"name": "n", "node": plan("x")}}]}));
    let (status, kept) = workspace.post("/api/filters", json!({"filter": filter})).await;
    let id = kept["filter_id"].as_str().unwrap().to_owned();
    assert_eq!((status, id.len()), (200, 22));
    assert_eq!(workspace.post("/api/filters", json!({"filter": filter})).await, (200, kept.clone()));
    let attempts = (0..6).map(|_| workspace.post("/api/filters", json!({"filter": document(plan("free"))})));
    let ids: Vec<_> = futures_util::future::join_all(attempts).await;
    assert!(ids.iter().all(|answer| answer == &ids[0] && answer.0 == 200 && answer.1 != kept));
    assert_eq!(database.number("select count(*) from filters").await, 2);
    assert_eq!(workspace.get(&format!("/api/filters/{id}")).await, (200, json!({"filter": filter})));
    for path in ["/api/filters/x", "/api/filters/ypeBEsobvcr6wjGzmiPcTQ", "/api/filters/%00aaaaaaaaaaaaaaaaaaaaa"] {
        assert_eq!(refusal(&workspace.get(path).await), (404, "There is no such filter."), "{path}");
    }
    let answer = workspace.post("/api/filters", json!({"filter": document(json!({"any": [{"x": 1}]}))})).await;
    assert_eq!(problems(&answer)[0].0, "/filter/root/any/0");
    let body = Some(json!({"filter": filter}));
    assert_eq!(workspace.statuses(Method::POST, "/api/filters", body).await, [200; 3]);
    assert_eq!(workspace.statuses(Method::GET, &format!("/api/filters/{id}"), None).await, [200; 3]);
});
