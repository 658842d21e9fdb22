//! `/api/settings`.

use crate::{
    each_database,
    support::{Caller, TestServer},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::{
    changes::{Change, Topic, record},
    clock::Clock,
    db::sql,
};
use shared::time::Instant;
use std::sync::{Arc, atomic::AtomicI64};

async fn patch(caller: &Caller<'_>, body: Value) -> (u16, Value) {
    let response = caller.request(Method::PATCH, "/api/settings").json(&body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn read(caller: &Caller<'_>) -> Value {
    let response = caller.request(Method::GET, "/api/settings").send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

each_database!(an_owner_changes_the_time_zone, |database| async move {
    let server = TestServer::start(&database).await;
    let owner = Caller::new(&server, "owner").await;
    let settings = |zone: &str| json!({"name": "", "time_zone": zone, "public_url": server.state.public_url.as_ref(), "started_url": server.state.public_url.as_ref(), "identity_required": false});
    assert_eq!(read(&owner).await, settings("UTC"));
    let sequence = server.state.changes.seen().sequence;
    assert_eq!(patch(&owner, json!({"time_zone": "asia/tokyo"})).await, (200, settings("Asia/Tokyo")));
    // What changes nothing is not told of.
    assert_eq!(patch(&owner, json!({"time_zone": "Asia/Tokyo"})).await, (200, settings("Asia/Tokyo")));
    assert_eq!(patch(&owner, json!({})).await, (200, settings("Asia/Tokyo")));
    assert_eq!(read(&owner).await, settings("Asia/Tokyo"));
    let mut snapshot = database.snapshot().await.unwrap();
    let text = "select sequence, topic, users_delta, user_ids from changes order by sequence";
    let changes: Vec<(i64, String, i64, Option<String>)> = snapshot.all(sql(text)).await.unwrap();
    let sequence = i64::try_from(sequence).unwrap();
    let since: Vec<_> = changes.into_iter().filter(|change| change.0 > sequence).collect();
    assert_eq!(since, [(sequence + 1, "definitions".into(), 0, Some("[]".into()))]);
    let text = "select action, detail, cast(account_id as text) from audit_log";
    let audit: Vec<(String, String, Option<String>)> = snapshot.all(sql(text)).await.unwrap();
    let account: (String,) = snapshot.one(sql("select cast(account_id as text) from accounts")).await.unwrap();
    assert_eq!(audit, [("settings_changed".into(), "{\"time_zone\":\"Asia/Tokyo\"}".into(), Some(account.0))]);
});

each_database!(days_begin_by_the_new_zone, |database| async move {
    // 2026-11-25T23:30:00Z, which is the next day in Tokyo.
    let clock = Clock::Set(Arc::new(AtomicI64::new(1_795_649_400_000)));
    let server = TestServer::start_with(&database, clock, &[]).await;
    let owner = Caller::new(&server, "owner").await;
    let mut write = database.write().await.unwrap();
    // 2026-11-25T10:00:00Z
    let insert = "insert into users (user_id, traits, search_text, made, created, last_activity, sessions) \
                  values (1, '{}', '', 0, 0, 1795600800000, 0)";
    write.execute(sql(insert)).await.unwrap();
    let change = Change { topic: Topic::Users, users_delta: 1, user_ids: Some(vec![1]) };
    record(&mut write, Instant(0), &change).await.unwrap();
    write.commit().await.unwrap();
    let filter = json!({"version": 1, "root": {"property": {"last_activity": {"current": "day"}}}});
    let count = async || {
        let request = owner.request(Method::POST, "/api/users/count").json(&json!({"filter": filter}));
        request.send().await.unwrap().json::<Value>().await.unwrap()["total"].clone()
    };
    assert_eq!(count().await, json!(1));
    assert_eq!(patch(&owner, json!({"time_zone": "Asia/Tokyo"})).await.0, 200);
    assert_eq!(count().await, json!(0));
});

each_database!(what_cannot_be_set_is_pointed_at, |database| async move {
    let server = TestServer::start(&database).await;
    let owner = Caller::new(&server, "owner").await;
    let cases = [
        (json!({"time_zone": "Europe/Atlantis"}), "/time_zone"),
        (json!({"time_zone": ""}), "/time_zone"),
        (json!({"time_zone": 1}), "/time_zone"),
        (json!({"time_zone": "UTC\u{0}"}), ""),
        (json!({"public_url": "r.example.com"}), "/public_url"),
        (json!({"public_url": "https://r.example.com/path"}), "/public_url"),
        (json!({"started_url": "https://r.example.com"}), "/started_url"),
        (json!({"identity_required": true}), "/identity_required"),
    ];
    for (body, pointer) in cases {
        let (status, problem) = patch(&owner, body.clone()).await;
        let told = problem["errors"][0]["pointer"].as_str();
        assert_eq!((status, told), (422, Some(pointer)), "{body}: {problem}");
    }
    assert_eq!(read(&owner).await["time_zone"], "UTC");
    assert_eq!(database.number("select count(*) from audit_log").await, 0);
});

each_database!(links_and_code_are_written_with_the_public_address, |database| async move {
    let server = TestServer::start(&database).await;
    let owner = Caller::new(&server, "owner").await;
    let write_key = server.write_key().await;
    let written = async || {
        let get = async |path: &str| -> Value {
            owner.request(Method::GET, path).send().await.unwrap().json().await.unwrap()
        };
        let host = get("/api/connect").await["host"].clone();
        let settings = get(&format!("/v1/projects/{write_key}/settings")).await;
        let invited = owner.request(Method::POST, "/api/accounts/invitations");
        let invited = invited.json(&json!({"email": "mina@example.com", "role": "viewer"})).send().await.unwrap();
        let link = invited.json::<Value>().await.unwrap()["link"].as_str().unwrap().to_owned();
        let link = link.split("/invitation#").next().unwrap().to_owned();
        let segment = settings["integrations"]["Segment.io"].clone();
        json!([
            host,
            format!("{}://{}", segment["protocol"].as_str().unwrap(), segment["apiHost"].as_str().unwrap()),
            link
        ])
    };
    let of = |url: &str| json!([url, format!("{url}/v1"), url]);
    let started = server.state.public_url.to_string();
    assert_eq!(written().await, of(&started));
    let (status, settings) = patch(&owner, json!({"public_url": " https://R.example.com/ "})).await;
    assert_eq!(
        (status, &settings["public_url"], &settings["started_url"]),
        (200, &json!("https://r.example.com"), &json!(started))
    );
    assert_eq!(written().await, of("https://r.example.com"));
    let sequence = database.number("select max(sequence) from changes").await;
    assert_eq!(patch(&owner, json!({"public_url": "https://r.example.com"})).await.0, 200);
    assert_eq!(database.number("select max(sequence) from changes").await, sequence);
    assert_eq!(patch(&owner, json!({"public_url": ""})).await.1["public_url"], json!(started));
    assert_eq!(written().await, of(&started));
});

each_database!(only_an_owner_changes_settings, |database| async move {
    let server = TestServer::start(&database).await;
    for role in ["editor", "viewer"] {
        let caller = Caller::new(&server, role).await;
        let (status, problem) = patch(&caller, json!({"time_zone": "Asia/Tokyo"})).await;
        assert_eq!((status, &problem["detail"]), (403, &json!("Only an owner may do this.")), "{role}");
        assert_eq!(read(&caller).await["time_zone"], "UTC", "{role}");
    }
    let key = server.secret_key().await;
    let request = server.client.patch(server.at("/api/settings")).bearer_auth(&key);
    let response = request.json(&json!({"time_zone": "Asia/Tokyo"})).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let (detail,): (String,) =
        database.snapshot().await.unwrap().one(sql("select detail from audit_log")).await.unwrap();
    assert!(serde_json::from_str::<Value>(&detail).unwrap()["by_key"].is_string(), "{detail}");
    assert_eq!(server.client.get(server.at("/api/settings")).send().await.unwrap().status(), 401);
});
