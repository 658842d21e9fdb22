//! Deleting, with what is in the way of it.

use super::fixture::{Office, attribute, plan, topics};
use crate::each_database;
use reqwest::Method;
use serde_json::json;
use server::db::sql;

each_database!(what_is_used_is_not_deleted, |database| async move {
    let office = Office::start(&database).await;
    office.segment("Payers", json!({"all": [{"muted": plan("pro")}]})).await;
    let (status, problem) = office.call(Method::DELETE, "/api/attributes/plan", None).await;
    let sentence = "It is used by the segment “Payers”. Take it out there first, or hide it.";
    assert_eq!((status, &problem["detail"]), (409, &json!(sentence)));
    let mut write = database.write().await.unwrap();
    let import = "insert into imports (import_id, name, file, status, plan, columns, position, created, updated, \
                  unchanged, skipped, rejected, created_at) values (5, 'A', 'f', 'checking', '{}', '[]', 0, 0, 0, 0, 0, 0, 1)";
    write.execute(sql(import)).await.unwrap();
    write.commit().await.unwrap();
    let kind = Some(json!({"kind": "text"}));
    for (method, path, body) in
        [(Method::DELETE, "/api/attributes/seats", None), (Method::POST, "/api/attributes/seats/kind", kind)]
    {
        let (status, problem) = office.call(method, path, body).await;
        assert_eq!((status, &problem["detail"]), (409, &json!("An import is under way. Try again when it is done.")));
    }
    assert_eq!(database.number("select count(*) from attributes").await, 4);
    assert_eq!(office.audited().await, Vec::<serde_json::Value>::new());
});

each_database!(an_attribute_goes_with_all_its_values_and_comes_back_as_another, |database| async move {
    let office = Office::start(&database).await;
    let items = attribute("topics", json!({"list": {"contains_any": ["a"]}}));
    assert_eq!(office.total(items.clone()).await, 1);
    let before = database.number("select max(sequence) from changes").await;
    assert_eq!(office.call(Method::DELETE, "/api/attributes/topics", None).await.0, 204);
    assert_eq!(office.call(Method::DELETE, "/api/attributes/topics", None).await.0, 404);
    assert_eq!(topics(&database, before).await, ["definitions", "users"]);
    assert_eq!(
        office.audited().await,
        [json!(["attribute_deleted", null,
        {"attribute_id": "4", "kind": "list", "users": 2}])]
    );
    let left = "select (select count(*) from user_attributes where attribute_id = 4) + \
                (select count(*) from user_attribute_items) + (select count(*) from attributes where key = 'topics')";
    assert_eq!(database.number(left).await, 0);
    let filter = json!({"filter": {"version": 1, "root": items}});
    assert_eq!(office.call(Method::POST, "/api/users/count", Some(filter)).await.0, 422);

    // The id is nobody's any more, though it was the largest.
    office.importer.product.batch(json!([{"type": "identify", "userId": "u1", "traits": {"topics": "x"}}])).await;
    assert_eq!(database.number("select attribute_id from attributes where key = 'topics'").await, 5);
    assert_eq!(office.total(attribute("topics", json!({"text": {"is": {"value": "x"}}}))).await, 1);
});
