//! Numbers of segments are counted once a change.

use super::workspace::{Workspace, plan};
use crate::each_database;
use server::db::sql;

async fn users(workspace: &Workspace) -> serde_json::Value {
    workspace.get("/api/segments").await.1["segments"][0]["users"].clone()
}

each_database!(numbers_are_counted_once_a_change, |database| async move {
    // The index sees no more than changes tell; the database sees all.
    let workspace = Workspace::start_with(&database, &["--no-index"]).await;
    workspace.segment("Pro", plan("pro")).await;
    assert_eq!(users(&workspace).await, 4);
    // Behind everyone's back, so that whether it is counted again can be seen.
    let mut writer = database.write().await.unwrap();
    writer.execute(sql("delete from user_attributes where user_id = 1")).await.unwrap();
    writer.commit().await.unwrap();
    assert_eq!(users(&workspace).await, 4);
    assert_eq!(workspace.put("/api/users/5/tags/1").await.0, 204);
    assert_eq!(users(&workspace).await, 3, "after a change");
    let mut writer = database.write().await.unwrap();
    writer.execute(sql("delete from user_attributes where user_id = 2")).await.unwrap();
    writer.commit().await.unwrap();
    workspace.later(59_999);
    assert_eq!(users(&workspace).await, 3);
    workspace.later(1);
    assert_eq!(users(&workspace).await, 2, "after a minute");
});
