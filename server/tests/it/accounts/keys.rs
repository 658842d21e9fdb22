//! Keys: what each kind opens, how they are made and revoked, who may.

use super::browser::Browser;
use crate::{each_database, support::TestServer};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::sql;

async fn status(server: &TestServer, authorization: &str) -> u16 {
    let request = server.client.get(server.at("/api/connect")).header("authorization", authorization);
    request.send().await.unwrap().status().as_u16()
}

each_database!(a_secret_key_opens_the_api, |database| async move {
    let server = TestServer::start(&database).await;
    let (secret, write) = (server.secret_key().await, server.write_key().await);
    assert!(secret.starts_with("rc_secret_") && write.starts_with("rc_write_"));
    assert_eq!(status(&server, &format!("Bearer {secret}")).await, 200);
    assert_eq!(status(&server, &format!("bearer {secret}")).await, 200);
    assert_eq!(status(&server, &format!("Bearer {write}")).await, 403);
    for wrong in ["Bearer ", "Bearer x", "Basic x", "Bearer rc_secret_0", &secret, ""] {
        assert_eq!(status(&server, wrong).await, 401, "{wrong}");
    }
    // A key that is wrong is not made up for by a session.
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    browser.headers.push(("authorization", "Bearer x".into()));
    assert_eq!(browser.get("/api/connect").await.status, 401);
    // What a proxy before us asks for is none of our business.
    browser.headers[1].1 = "Basic YTpi".into();
    assert_eq!(browser.get("/api/connect").await.status, 200);
});

each_database!(a_key_is_shown_once_and_revoked_for_good, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    let made = browser.post("/api/keys", json!({ "kind": "secret", "name": " Reports " })).await;
    assert_eq!(made.status, 201, "{made:?}");
    let key = made.body["key"].as_str().unwrap().to_owned();
    assert_eq!((key.len(), &made.body["prefix"]), ("rc_secret_".len() + 48, &json!(key[..12])));
    assert_eq!((&made.body["kind"], &made.body["name"]), (&json!("secret"), &json!("Reports")));
    assert_eq!(status(&server, &format!("Bearer {key}")).await, 200);

    let listed = browser.get("/api/keys").await;
    let keys = listed.body["keys"].as_array().unwrap();
    let names: Vec<_> = keys.iter().map(|key| key["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Default", "Reports"]);
    assert!(!listed.body.to_string().contains(&key));
    let mut fields: Vec<_> = keys[1].as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["created", "key_id", "kind", "last_used", "name", "prefix"]);

    let path = format!("/api/keys/{}", made.body["key_id"].as_str().unwrap());
    assert_eq!(browser.delete(&path).await.status, 204);
    assert_eq!(status(&server, &format!("Bearer {key}")).await, 401);
    assert_eq!(browser.delete(&path).await.status, 204);
    assert_eq!(browser.get("/api/keys").await.body["keys"].as_array().unwrap().len(), 1);
    for path in ["/api/keys/1", "/api/keys/x", "/api/keys/99999999999999999999"] {
        assert_eq!(browser.delete(path).await.status, 404, "{path}");
    }
    for (body, pointer) in
        [(json!({ "kind": "secret", "name": "" }), "/name"), (json!({ "kind": "master", "name": "A" }), "/kind")]
    {
        let answer = browser.post("/api/keys", body).await;
        assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["pointer"]), (422, &json!(pointer)));
    }
});

each_database!(only_owners_manage_keys, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser::new(&server);
    browser.set_up().await;
    for role in ["editor", "viewer"] {
        let mut write = database.write().await.unwrap();
        write.execute(sql("update accounts set role = $1").bind(role)).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(browser.get("/api/session").await.body["account"]["role"], role);
        assert_eq!(browser.get("/api/connect").await.status, 200);
        assert_eq!(browser.get("/api/keys").await.status, 403, "{role}");
        assert_eq!(browser.post("/api/keys", json!({ "kind": "write", "name": "A" })).await.status, 403, "{role}");
        assert_eq!(browser.delete("/api/keys/1").await.status, 403, "{role}");
    }
    let write = server.write_key().await;
    browser.headers.push(("authorization", format!("Bearer {write}")));
    for (method, path) in [(Method::GET, "/api/keys"), (Method::POST, "/api/keys"), (Method::DELETE, "/api/keys/1")] {
        assert_eq!(browser.send(method, path, None).await.status, 403, "{path}");
    }
});

each_database!(what_happens_to_keys_is_in_the_audit_log, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser::new(&server);
    let set_up = browser.set_up().await;
    let account_id: i64 = set_up.body["account"]["account_id"].as_str().unwrap().parse().unwrap();
    let made = browser.post("/api/keys", json!({ "kind": "write", "name": "Ada's site" })).await;
    let key_id = made.body["key_id"].as_str().unwrap().to_owned();
    let secret = server.secret_key().await;
    let request = server.client.delete(server.at(&format!("/api/keys/{key_id}"))).bearer_auth(&secret);
    assert_eq!(request.send().await.unwrap().status(), 204);

    let text = "select action, detail, coalesce(account_id, 0) from audit_log order by audit_id";
    let rows: Vec<(String, String, i64)> = database.snapshot().await.unwrap().all(sql(text)).await.unwrap();
    let actions: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.2)).collect();
    assert_eq!(actions, [("account_created", account_id), ("key_created", account_id), ("key_revoked", 0)]);
    let detail = |row: usize| serde_json::from_str::<Value>(&rows[row].1).unwrap();
    assert_eq!(detail(1), json!({ "key_id": key_id, "kind": "write" }));
    assert_eq!(detail(2)["key_id"], json!(key_id));
    assert!(detail(2)["by_key"].is_string());
    assert!(rows.iter().all(|row| !row.1.to_lowercase().contains("ada")));
});

each_database!(products_connect_with_the_newest_write_key, |database| async move {
    let server = TestServer::start(&database).await;
    let secret = server.secret_key().await;
    let connect = async || {
        let answer = server.client.get(server.at("/api/connect")).bearer_auth(&secret).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let (status, first) = connect().await;
    assert_eq!((status, &first["host"]), (200, &json!(server.url)));
    assert!(first["write_key"].as_str().unwrap().starts_with("rc_write_"));
    let newer = server.write_key().await;
    assert_eq!(connect().await.1["write_key"], json!(newer));

    let mut write = database.write().await.unwrap();
    write.execute(sql("update api_keys set revoked_at = 1 where write_key = $1").bind(newer.as_str())).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(connect().await.1["write_key"], first["write_key"]);
    let mut write = database.write().await.unwrap();
    write.execute(sql("update api_keys set revoked_at = 1 where kind = 'write'")).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(connect().await.0, 404);
    // A key that was revoked is not replaced by itself.
    drop(TestServer::start(&database).await);
    assert_eq!(connect().await.0, 404);
});
