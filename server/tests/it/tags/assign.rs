//! Tags of users.

use crate::{
    each_database,
    segments::workspace::{Workspace, refusal},
};
use serde_json::{Value, json};
use server::db::{Value as Bound, sql};

async fn names(workspace: &Workspace, user: &str) -> Vec<Value> {
    let profile = workspace.get(&format!("/api/users/{user}")).await.1;
    profile["tags"].as_array().unwrap().iter().map(|tag| tag["name"].clone()).collect()
}

each_database!(a_user_has_a_tag_or_not, |database| async move {
    let workspace = Workspace::start(&database).await;
    for _ in 0..2 {
        assert_eq!(workspace.put("/api/users/5/tags/1").await, (204, Value::Null));
        assert_eq!(names(&workspace, "5").await, ["VIP"]);
    }
    for _ in 0..2 {
        assert_eq!(workspace.delete("/api/users/5/tags/1").await, (204, Value::Null));
        assert_eq!(names(&workspace, "5").await, Vec::<Value>::new());
    }
    // Only what changed something is told to those who follow.
    let statement = sql("select topic, user_ids from changes where sequence > 1 order by sequence");
    let rows: Vec<(String, String)> = database.snapshot().await.unwrap().all(statement).await.unwrap();
    let expected = [("users".to_owned(), "[5]".to_owned()), ("users".to_owned(), "[5]".to_owned())];
    assert_eq!(rows, expected);
    for user in ["99", "x", "-1"] {
        let path = format!("/api/users/{user}/tags/1");
        assert_eq!(refusal(&workspace.put(&path).await), (404, "There is no such user."));
        assert_eq!(refusal(&workspace.delete(&path).await), (404, "There is no such user."));
    }
});

each_database!(who_was_merged_away_leads_on_to_the_survivor, |database| async move {
    let workspace = Workspace::start(&database).await;
    let mut writer = database.write().await.unwrap();
    writer.execute(sql("insert into merged_users (user_id, merged_id) values (4, 77)")).await.unwrap();
    writer.commit().await.unwrap();
    for method in [reqwest::Method::PUT, reqwest::Method::DELETE] {
        let request = workspace.server.client.request(method, workspace.server.at("/api/users/77/tags/1"));
        let key = workspace.server.secret_key().await;
        let response = request.bearer_auth(key).send().await.unwrap();
        assert_eq!(response.status(), 308);
        assert_eq!(response.headers()["location"], "/api/users/4/tags/1");
    }
});

each_database!(a_user_has_at_most_fifty_tags, |database| async move {
    let workspace = Workspace::start(&database).await;
    let rows = |row: fn(i64) -> Vec<Bound>| (100..149).map(row).collect::<Vec<_>>();
    let mut writer = database.write().await.unwrap();
    let insert = "insert into tags (tag_id, name, name_key, color, created_at)";
    let name = |id: i64| format!("tag {id}");
    let tag =
        rows(|id| vec![id.into(), format!("tag {id}").into(), format!("tag {id}").into(), "red".into(), 0_i64.into()]);
    writer.insert_many(insert, tag, "").await.unwrap();
    let insert = "insert into user_tags (user_id, tag_id, added_at)";
    writer.insert_many(insert, rows(|id| vec![4_i64.into(), id.into(), 0_i64.into()]), "").await.unwrap();
    writer.commit().await.unwrap();
    assert_eq!(workspace.put("/api/users/4/tags/1").await.0, 204);
    let refused = workspace.put("/api/users/4/tags/2").await;
    assert_eq!(refusal(&refused), (409, "A user has at most 50 tags. Take one away first."));
    // One that is there already is no more.
    assert_eq!(workspace.put("/api/users/4/tags/120").await.0, 204);
    assert_eq!(workspace.delete("/api/users/4/tags/120").await.0, 204);
    assert_eq!(workspace.put("/api/users/4/tags/2").await.0, 204);
    let names_now = names(&workspace, "4").await;
    assert_eq!((names_now.len(), names_now.contains(&json!(name(120)))), (50, false));
});
