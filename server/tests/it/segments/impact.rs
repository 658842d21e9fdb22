//! What a change would do, told before it is made.

use super::workspace::{Workspace, document, is_in, plan, problems, tags};
use crate::each_database;
use serde_json::json;

each_database!(a_change_is_told_with_all_that_depends_on_it, |database| async move {
    let workspace = Workspace::start(&database).await;
    let base = workspace.segment("Base", plan("pro")).await;
    let direct = workspace.segment("direct", json!({"not": is_in(&base)})).await;
    let far = workspace.segment("Far", json!({"all": [is_in(&direct), tags(json!({"has_any": ["1"]}))]})).await;
    workspace.segment("Muted", json!({"all": [{"muted": is_in(&base)}]})).await;
    workspace.segment("Other", plan("free")).await;
    let path = format!("/api/segments/{base}/impact");
    let vip = document(tags(json!({"has_any": ["1"]})));
    let answer = workspace.post(&path, json!({"filter": vip})).await;
    let dependents = json!([
        {"segment_id": direct, "name": "direct", "before": 2, "after": 3},
        {"segment_id": far, "name": "Far", "before": 1, "after": 0},
    ]);
    let expected = json!({"before": 4, "after": 3, "join": 1, "leave": 2, "dependents": dependents});
    assert_eq!(answer, (200, expected));
    let same = workspace.post(&path, json!({"filter": document(plan("pro"))})).await.1;
    assert_eq!(json!([same["before"], same["after"], same["join"], same["leave"]]), json!([4, 4, 0, 0]));
    // Nothing was changed.
    assert_eq!(workspace.get(&format!("/api/segments/{base}")).await.1["filter"], document(plan("pro")));
    let answer = workspace.post(&path, json!({"filter": document(is_in("7"))})).await;
    assert_eq!(problems(&answer)[0].0, "/filter/root");
});

each_database!(nobody_leaves_a_segment_that_did_not_resolve, |database| async move {
    let workspace = Workspace::start(&database).await;
    let base = workspace.segment("Base", json!({"event": {"name": "export"}})).await;
    let user = workspace.segment("User", is_in(&base)).await;
    let mut writer = database.write().await.unwrap();
    writer.execute(server::db::sql("update event_names set name = 'gone'")).await.unwrap();
    writer.commit().await.unwrap();
    let body = json!({"filter": document(plan("pro"))});
    let answer = workspace.post(&format!("/api/segments/{base}/impact"), body).await;
    let dependents = json!([{"segment_id": user, "name": "User", "before": null, "after": 4}]);
    let expected = json!({"before": null, "after": 4, "join": 4, "leave": 0, "dependents": dependents});
    assert_eq!(answer, (200, expected));
});
