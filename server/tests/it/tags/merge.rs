//! Two tags become one.

use crate::{
    each_database,
    segments::workspace::{Workspace, document, is_in, problems, tags},
};
use serde_json::json;

each_database!(users_segments_and_kept_filters_have_the_other_tag, |database| async move {
    let workspace = Workspace::start(&database).await;
    let root = |any: serde_json::Value, muted: serde_json::Value| json!({"all": [tags(json!({"has_any": any})), {"muted": {"not": tags(json!({"has_all": muted}))}}]});
    let both = workspace.segment("Both", root(json!(["2", "1"]), json!(["2"]))).await;
    // The id of something else that is written alike.
    let alike = document(json!({"event": {"name": "export", "where": [
        {"property": "2", "test": {"text": {"is": {"value": "2"}}}}]}}));
    let (_, other) = workspace.post("/api/segments", json!({"name": "Alike", "filter": alike})).await;
    let user = workspace.segment("User", is_in(&both)).await;
    let kept =
        workspace.post("/api/filters", json!({"filter": document(root(json!(["2"]), json!(["1", "2"])))})).await.1;
    workspace.later(1_000);
    let stays = json!({"tag_id": "1", "name": "VIP", "color": "amber", "users": 4,
        "segments": [{"segment_id": both, "name": "Both"}]});
    assert_eq!(workspace.post("/api/tags/2/merge", json!({"into": "1"})).await, (200, stays.clone()));
    assert_eq!(workspace.get("/api/tags").await.1, json!({"tags": [stays]}));
    let merged = document(root(json!(["1"]), json!(["1"])));
    let segment = workspace.get(&format!("/api/segments/{both}")).await.1;
    assert_eq!(segment["filter"], merged);
    assert_eq!((&segment["users"], &segment["problem"]), (&json!(4), &json!(null)));
    assert_eq!(segment["updated"], "2026-11-25T10:00:01.000Z");
    assert_eq!(workspace.get(&format!("/api/segments/{user}")).await.1["users"], 4);
    let id = other["segment_id"].as_str().unwrap();
    assert_eq!(workspace.get(&format!("/api/segments/{id}")).await.1, other);
    let history = workspace.get(&format!("/api/segments/{both}/history")).await.1;
    let versions: Vec<_> = history["versions"].as_array().unwrap().iter().map(|version| &version["filter"]).collect();
    assert_eq!(versions, [&merged, &document(root(json!(["2", "1"]), json!(["2"])))]);
    let path = format!("/api/filters/{}", kept["filter_id"].as_str().unwrap());
    assert_eq!(workspace.get(&path).await.1, json!({"filter": merged}));
    assert_eq!(database.number("select count(*) from user_tags where tag_id = 1").await, 4);
    assert_eq!(database.number("select count(*) from user_tags").await, 4);
    let mut audited = workspace.audited("tag_merged").await;
    assert!(audited[0].1["by_key"].take().is_string());
    let expected = json!({"tag_id": "2", "into": "1", "by_key": null});
    assert_eq!(audited, [("tag_merged".to_owned(), expected)]);
    assert_eq!(workspace.topics().await[3..], ["definitions", "users"]);
});

each_database!(a_tag_is_merged_into_one_that_is_there, |database| async move {
    let workspace = Workspace::start(&database).await;
    for (body, pointer) in
        [(json!({"into": "2"}), "/into"), (json!({"into": "9"}), "/into"), (json!({"into": 1}), "/into")]
    {
        assert_eq!(problems(&workspace.post("/api/tags/2/merge", body.clone()).await)[0].0, pointer, "{body}");
    }
    assert_eq!(database.number("select count(*) from user_tags").await, 5);
});
