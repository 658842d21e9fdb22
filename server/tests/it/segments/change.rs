//! Changing segments.

use super::workspace::{Workspace, document, is_in, plan, problems, tags};
use crate::each_database;
use serde_json::json;

each_database!(what_is_said_changes_and_the_rest_stays, |database| async move {
    let workspace = Workspace::start(&database).await;
    let body = json!({"name": "A", "filter": document(plan("pro")), "view": {"sort": "name"}});
    let (_, made) = workspace.post("/api/segments", body).await;
    let path = format!("/api/segments/{}", made["segment_id"].as_str().unwrap());
    workspace.later(1_000);
    let mut expected = made.clone();
    assert_eq!(workspace.patch(&path, json!({})).await, (200, expected.clone()));
    assert_eq!(workspace.patch(&path, json!({"name": "A", "icon": "people"})).await, (200, expected.clone()));
    expected["updated"] = json!("2026-11-25T10:00:01.000Z");
    for (key, value) in [("name", "Beta"), ("description", "Those."), ("icon", "flag"), ("color", "red")] {
        expected[key] = json!(value);
        assert_eq!(workspace.patch(&path, json!({ key: value })).await, (200, expected.clone()));
    }
    expected["view"] = json!({"columns": "email"});
    assert_eq!(workspace.patch(&path, json!({"view": {"columns": "email"}})).await, (200, expected.clone()));
    expected["view"] = json!(null);
    assert_eq!(workspace.patch(&path, json!({"view": {}})).await, (200, expected.clone()));
    expected["filter"] = document(tags(json!({"has_any": ["2"]})));
    expected["sentence"] = json!("has the tag Beta");
    expected["users"] = json!(2);
    assert_eq!(workspace.patch(&path, json!({"filter": expected["filter"]})).await, (200, expected.clone()));
    assert_eq!(database.number("select count(*) from segment_history").await, 2);
    assert_eq!(workspace.audited("segment").await.len(), 8);
    let answer = workspace.patch(&path, json!({"name": "", "filter": {"version": 2}})).await;
    let pointers: Vec<_> = problems(&answer).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers[0], "/name");
    assert!(pointers[1].starts_with("/filter"));
});

each_database!(circles_are_refused_with_their_path, |database| async move {
    let workspace = Workspace::start(&database).await;
    let a = workspace.segment("A", plan("pro")).await;
    let b = workspace.segment("B", json!({"any": [is_in(&a), plan("free")]})).await;
    let c = workspace.segment("C", json!({"not": is_in(&b)})).await;
    let path = format!("/api/segments/{a}");
    let refused = |filter| json!({"filter": document(filter)});
    for (root, pointer, circle) in [
        (json!({"all": [plan("pro"), is_in(&b)]}), "/filter/root/all/1", "A > B > A"),
        (is_in(&c), "/filter/root", "A > C > B > A"),
        (is_in(&a), "/filter/root", "A > A"),
    ] {
        let sentence = format!("Segments lead back to themselves: {circle}. Remove one of them.");
        for path in [path.clone(), format!("{path}/impact")] {
            let answer = if path.ends_with("impact") {
                workspace.post(&path, refused(root.clone())).await
            } else {
                workspace.patch(&path, refused(root.clone())).await
            };
            assert_eq!(problems(&answer), [(pointer, sentence.as_str())]);
        }
    }
    assert_eq!(workspace.get(&path).await.1["filter"], document(plan("pro")));
    // A muted condition leads nowhere.
    let muted = json!({"all": [plan("pro"), {"muted": is_in(&b)}]});
    assert_eq!(workspace.patch(&path, refused(muted)).await.0, 200);
});

each_database!(a_change_may_not_break_the_segments_that_use_it, |database| async move {
    let workspace = Workspace::start(&database).await;
    let base = workspace.segment("Base", plan("pro")).await;
    let wide = workspace.segment("Wide", json!({"any": vec![is_in(&base); 99]})).await;
    let wider = workspace.segment("Wider", json!({"any": vec![is_in(&wide); 3]})).await;
    let large = json!({"any": vec![plan("pro"); 99]});
    let path = format!("/api/segments/{base}");
    let answer = workspace.patch(&path, json!({"filter": document(large)})).await;
    let sentence = "The segment “Wider” uses this one. With its segments put in place the filter has more than 10000 \
                    nodes: shorten it.";
    assert_eq!(problems(&answer), [("/filter", sentence)]);
    assert_eq!(workspace.get(&format!("/api/segments/{wider}")).await.1["users"], 4);
});
