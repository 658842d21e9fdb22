//! The filters that a segment had, and its sizes.

use super::workspace::{Workspace, document, plan, read, tags};
use crate::{each_database, support::Caller};
use reqwest::Method;
use serde_json::json;
use server::db::sql;

each_database!(each_filter_is_a_version, |database| async move {
    let workspace = Workspace::start(&database).await;
    let id = workspace.segment("A", plan("pro")).await;
    let path = format!("/api/segments/{id}");
    workspace.later(60_000);
    let editor = Caller::new(&workspace.server, "editor").await;
    let vip = document(tags(json!({"has_any": ["1"]})));
    let request = editor.request(Method::PATCH, &path).json(&json!({"filter": vip}));
    assert_eq!(read(request.send().await.unwrap()).await.0, 200);
    // What is not a filter makes no version, and neither does the same filter.
    assert_eq!(workspace.patch(&path, json!({"name": "B", "filter": vip})).await.0, 200);
    let mut writer = database.write().await.unwrap();
    for (day, users) in [(20_782_i64, 5_i64), (20_781, 4)] {
        let insert = sql("insert into segment_sizes (segment_id, day, users) values ($1, $2, $3)");
        let insert = insert.bind(id.parse::<i64>().unwrap()).bind(day).bind(users);
        writer.execute(insert).await.unwrap();
    }
    writer.commit().await.unwrap();
    let (status, mut history) = workspace.get(&format!("{path}/history")).await;
    assert_eq!(status, 200);
    assert!(history["versions"][0]["by"]["account_id"].take().is_string());
    let expected = json!({
        "versions": [
            {"version": 2, "at": "2026-11-25T10:01:00.000Z", "by": {"account_id": null, "name": "editor"},
                "filter": vip, "sentence": "has the tag VIP"},
            {"version": 1, "at": "2026-11-25T10:00:00.000Z", "by": null, "filter": document(plan("pro")),
                "sentence": "Plan is pro"},
        ],
        "sizes": [{"day": "2026-11-24", "users": 4}, {"day": "2026-11-25", "users": 5}],
    });
    assert_eq!(history, expected);
});
