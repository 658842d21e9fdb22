//! `GET /api/users/export`.

mod files;

use crate::{
    each_database,
    ingest::support::{Product, texts},
    support::Caller,
};
use reqwest::Method;
use serde_json::{Value, json};

async fn get(product: &Product, key: &str, path: &str) -> (u16, String) {
    let request = product.server.client.get(product.server.at(path)).bearer_auth(key);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

async fn known(product: &Product) {
    product
        .batch(json!([
            {"type": "identify", "userId": "u-1", "anonymousId": "a-1", "traits": {"name": "=Ann, \"A\"",
                "email": "ann@example.com", "createdAt": "2026-01-02", "plan": "pro", "seats": -5, "beta": true,
                "since": "2026-01-31", "topics": ["a", "b,c"], "tags": "none", "note": "two\nlines"}},
            {"type": "identify", "userId": "-2", "traits": {"name": "'@Bo", "createdAt": "2026-01-02", "plan": "+free"}},
            {"type": "identify", "userId": "u-3", "traits": {"name": "Cy", "createdAt": "2026-01-02", "seats": 1e300}},
        ]))
        .await;
}

/// Keeps a filter as `POST /api/filters` does.
async fn keep(database: &server::db::Database, filter: Value) {
    let mut writer = database.write().await.unwrap();
    let insert = server::db::sql("insert into filters (filter_id, filter, created_at) values ('kept', $1, 0)");
    writer.execute(insert.bind(json!({"version": 1, "root": filter}).to_string())).await.unwrap();
    writer.commit().await.unwrap();
}

each_database!(everything_of_everyone, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    known(&product).await;
    let request = product.server.client.get(product.server.at("/api/users/export")).bearer_auth(&key);
    let response = request.send().await.unwrap();
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert_eq!(headers["content-disposition"], "attachment; filename=\"users-2026-11-25.csv\"");
    let bytes = response.bytes().await.unwrap();
    let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').expect("the mark of UTF-8");
    insta::assert_snapshot!("everything", text.replace("\r\n", "<\n"));
    let audit = texts(&database, "select action || ' ' || detail from audit_log").await;
    assert!(audit[0].starts_with("users_exported {\"columns\":17,"), "{audit:?}");
});

each_database!(a_kept_filter_and_chosen_columns, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    known(&product).await;
    keep(&database, json!({"attribute": {"key": "plan", "test": {"text": "has_any_value"}}})).await;
    let (status, text) = get(&product, &key, "/api/users/export?fid=kept&columns=user_id,attribute:plan").await;
    assert_eq!((status, text.as_str()), (200, "\u{feff}user_id,plan\r\nu-1,pro\r\n'-2,'+free\r\n"));
    let (_, text) = get(&product, &key, "/api/users/export?fid=kept&text=BO&columns=user,attribute:gone").await;
    assert_eq!(text, "\u{feff}name,visitor_id,gone\r\n''@Bo,,\r\n");
    for (query, pointer) in [
        ("fid=unknown", "/fid"),
        ("columns=colour", "/columns"),
        ("columns=", "/columns"),
        ("job=7", "/job"),
        ("job=7&fid=kept", "/job"),
        ("limit=1", ""),
    ] {
        let (status, text) = get(&product, &key, &format!("/api/users/export?{query}")).await;
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((status, &answer["errors"][0]["pointer"]), (422, &json!(pointer)), "{query}: {answer}");
    }
    let mut writer = database.write().await.unwrap();
    writer.execute(server::db::sql("delete from user_attributes")).await.unwrap();
    writer.execute(server::db::sql("delete from attributes where key = 'plan'")).await.unwrap();
    writer.commit().await.unwrap();
    assert_eq!(get(&product, &key, "/api/users/export?fid=kept").await.0, 422);
});

each_database!(the_users_of_a_job, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    known(&product).await;
    let ids = texts(&database, "select cast(user_id as text) from users order by user_id").await;
    let body = json!({"action": "export", "filter": {"version": 1, "root": {"all": []}}, "except": [ids[1]],
        "expected": 2, "columns": "user_id,attribute:a%2Cb"});
    let request = product.server.client.post(product.server.at("/api/jobs")).bearer_auth(&key).json(&body);
    let mut job: Value = request.send().await.unwrap().json().await.unwrap();
    let path = format!("/api/jobs/{}", job["job_id"].as_str().unwrap());
    while job["status"] != "done" {
        job = serde_json::from_str(&get(&product, &key, &path).await.1).unwrap();
        assert_ne!(job["status"], "failed", "{job}");
    }
    assert_eq!((&job["done"], &job["total"], &job["changed"]), (&json!(2), &json!(2), &json!(0)));
    let (status, text) = get(&product, &key, job["result_url"].as_str().unwrap()).await;
    assert_eq!((status, text.as_str()), (200, "\u{feff}user_id,\"a,b\"\r\nu-1,\r\nu-3,\r\n"));
});

each_database!(only_owners_export, |database| async move {
    let product = Product::start(&database).await;
    let mut statuses = Vec::new();
    for role in ["viewer", "editor", "owner"] {
        statuses.push(Caller::new(&product.server, role).await.status(Method::GET, "/api/users/export").await);
    }
    assert_eq!(statuses, [403, 403, 200]);
});
