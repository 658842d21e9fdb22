//! Who is in a segment.

use super::workspace::{Workspace, plan, problems, tags};
use crate::each_database;
use serde_json::json;

each_database!(members_come_page_by_page, |database| async move {
    let workspace = Workspace::start(&database).await;
    let id = workspace.segment("Pro", plan("pro")).await;
    let path = format!("/api/segments/{id}/users");
    let (status, all) = workspace.get(&path).await;
    assert_eq!((status, &all["next"]), (200, &json!(null)));
    let rows = workspace.post("/api/users/search", json!({"sort": {"by": "user_id"}, "limit": 4})).await.1;
    assert_eq!(all["users"], rows["users"]);
    let mut found = Vec::new();
    let mut address = format!("{path}?limit=3");
    loop {
        let page = workspace.get(&address).await.1;
        found.extend(page["users"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        address = format!("{path}?limit=3&after={next}");
    }
    assert_eq!(json!(found), all["users"]);
    for (query, pointer) in [("limit=0", "/limit"), ("limit=201", "/limit"), ("after=x", "/after"), ("page=2", "")] {
        let answer = workspace.get(&format!("{path}?{query}")).await;
        assert_eq!(problems(&answer)[0].0, pointer);
    }
});

each_database!(a_profile_has_the_segments_that_the_user_is_in, |database| async move {
    let workspace = Workspace::start(&database).await;
    let pro = workspace.segment("Pro", plan("pro")).await;
    let exports = json!({"event": {"name": "export", "count": {"at_least": 2}}});
    let busy = workspace.segment("Busy", exports).await;
    workspace.segment("Free", plan("free")).await;
    let vip = workspace.segment("not VIP", json!({"not": tags(json!({"has_any": ["1"]}))})).await;
    let segments = async |user: &str| workspace.get(&format!("/api/users/{user}")).await.1["segments"].clone();
    let pill =
        |id: &str, name: &str, color: &str| json!({"segment_id": id, "name": name, "icon": "people", "color": color});
    let color = |name: &str| shared::color::Color::of_name(name).word();
    assert_eq!(segments("1").await, json!([pill(&busy, "Busy", color("Busy")), pill(&pro, "Pro", color("Pro"))]));
    assert_eq!(segments("4").await, json!([pill(&vip, "not VIP", color("not VIP")), pill(&pro, "Pro", color("Pro"))]));
    assert_eq!(segments("6").await, json!([]));
    // It comes and goes by itself.
    assert_eq!(workspace.put("/api/users/4/tags/1").await.0, 204);
    assert_eq!(segments("4").await, json!([pill(&pro, "Pro", color("Pro"))]));
});
