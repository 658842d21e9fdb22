//! The size of each segment, noted day by day.

use super::workspace::{NOW, Workspace, plan, tags};
use crate::each_database;
use serde_json::{Value, json};
use server::{db::sql, segments::note_sizes};
use shared::time::Instant;

const HOUR: i64 = 3_600_000;

async fn note(workspace: &Workspace, at: i64) -> i64 {
    let state = &workspace.server.state;
    note_sizes(&state.database, &state.changes, &state.index, Instant(at)).await.unwrap()
}

async fn sizes(workspace: &Workspace, id: &str) -> Value {
    workspace.get(&format!("/api/segments/{id}/history")).await.1["sizes"].clone()
}

each_database!(each_day_has_one_number, |database| async move {
    let workspace = Workspace::start(&database).await;
    let pro = workspace.segment("Pro", plan("pro")).await;
    let vip = workspace.segment("VIP", tags(json!({"has_any": ["1"]}))).await;
    let broken = workspace.segment("Broken", json!({"event": {"name": "export"}})).await;
    let mut writer = database.write().await.unwrap();
    writer.execute(sql("update event_names set name = 'gone'")).await.unwrap();
    writer.commit().await.unwrap();
    // 10:00 in UTC: 14 hours are left.
    assert_eq!(note(&workspace, NOW).await, 14 * HOUR);
    assert_eq!(sizes(&workspace, &pro).await, json!([{"day": "2026-11-25", "users": 4}]));
    assert_eq!(workspace.put("/api/users/5/tags/1").await.0, 204);
    assert_eq!(note(&workspace, NOW + 13 * HOUR).await, HOUR);
    assert_eq!(workspace.delete("/api/users/1/tags/1").await.0, 204);
    note(&workspace, NOW + 14 * HOUR).await;
    let told = json!([{"day": "2026-11-25", "users": 4}, {"day": "2026-11-26", "users": 3}]);
    assert_eq!(sizes(&workspace, &vip).await, told);
    assert_eq!(sizes(&workspace, &broken).await, json!([]), "without members there is no size");
    // What is older than 90 days is not told.
    workspace.later(89 * 24 * HOUR);
    assert_eq!(sizes(&workspace, &vip).await, told);
    workspace.later(24 * HOUR);
    assert_eq!(sizes(&workspace, &vip).await, json!([{"day": "2026-11-26", "users": 3}]));
    assert_eq!(workspace.delete(&format!("/api/segments/{vip}")).await.0, 204);
    note(&workspace, NOW + 15 * HOUR).await;
    assert_eq!(database.number("select count(*) from segment_sizes").await, 2, "those of what is gone are gone");
});

each_database!(days_are_those_of_the_workspace, |database| async move {
    let workspace = Workspace::start(&database).await;
    let id = workspace.segment("Pro", plan("pro")).await;
    assert_eq!(workspace.patch("/api/settings", json!({"time_zone": "Pacific/Auckland"})).await.0, 200);
    // 13 hours ahead: 23:00.
    assert_eq!(note(&workspace, NOW).await, HOUR);
    assert_eq!(note(&workspace, NOW + HOUR).await, 24 * HOUR);
    let days = sizes(&workspace, &id).await;
    assert_eq!(days, json!([{"day": "2026-11-25", "users": 4}, {"day": "2026-11-26", "users": 4}]));
});
