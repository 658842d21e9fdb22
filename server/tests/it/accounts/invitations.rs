//! Inviting somebody, and accepting.

use super::browser::{Browser, EMAIL, PASSWORD};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use serde_json::{Value, json};
use server::{clock::Clock, db::sql};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

pub const START: i64 = 1_795_600_000_000;
const DAY: i64 = 86_400_000;

pub async fn start(database: &TestDatabase) -> (TestServer, Arc<AtomicI64>) {
    let time = Arc::new(AtomicI64::new(START));
    let server = TestServer::start_with(database, Clock::Set(Arc::clone(&time)), &[]).await;
    (server, time)
}

/// Invites an address and gives the token of its link.
pub async fn invite(owner: &mut Browser<'_>, email: &str, role: &str) -> String {
    let answer = owner.post("/api/accounts/invitations", json!({ "email": email, "role": role })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let link = answer.body["link"].as_str().unwrap();
    link.strip_prefix(&format!("{}/invitation#", owner.server.url)).unwrap().to_owned()
}

pub fn acceptance(token: &str, name: &str) -> Value {
    json!({ "token": token, "name": name, "password": "nine green lanterns" })
}

/// A browser of somebody new.
pub async fn joined<'a>(server: &'a TestServer, owner: &mut Browser<'_>, email: &str, role: &str) -> Browser<'a> {
    let token = invite(owner, email, role).await;
    let mut browser = Browser::new(server);
    let name = email.split('@').next().unwrap();
    let answer = browser.post("/api/session/accept", acceptance(&token, name)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    browser
}

/// What the audit log says: action and detail.
pub async fn audited(database: &TestDatabase) -> Vec<(String, Value)> {
    let text = "select action, detail from audit_log order by audit_id";
    let rows: Vec<(String, String)> = database.snapshot().await.unwrap().all(sql(text)).await.unwrap();
    rows.into_iter().map(|(action, detail)| (action, serde_json::from_str(&detail).unwrap())).collect()
}

each_database!(an_invitation_makes_an_account_once, |database| async move {
    let (server, time) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    owner.send(reqwest::Method::PATCH, "/api/settings", Some(json!({ "name": "Acme" }))).await;
    let token = invite(&mut owner, " Mina@Example.com ", "editor").await;

    let mut mina = Browser::new(&server);
    let looked = mina.post("/api/session/invitation", json!({ "token": token })).await;
    let told = json!({ "workspace": "Acme", "email": "Mina@Example.com", "role": "editor", "by": "Ada Lovelace" });
    assert_eq!((looked.status.as_u16(), looked.body), (200, told));
    let listed = owner.get("/api/accounts").await.body;
    assert!(!listed.to_string().contains(&token));
    assert!(!listed.to_string().contains(&server::access::secret::digest(&token)));
    assert_eq!(listed["invitations"].as_array().unwrap().len(), 1);
    assert_eq!(listed["invitations"][0]["expires"], shared::time::Instant(START + 7 * DAY).to_string());

    let weak = json!({ "token": token, "name": "", "password": "mina@example.com" });
    let refused = mina.post("/api/session/accept", weak).await;
    let pointers: Vec<_> = refused.body["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
    assert_eq!((refused.status.as_u16(), pointers), (422, vec![&json!("/name"), &json!("/password")]));
    assert_eq!(mina.state().await, "signed_out");

    let accepted = mina.post("/api/session/accept", acceptance(&token, " Mina ")).await;
    assert_eq!(accepted.status, 200, "{accepted:?}");
    assert_eq!(accepted.body["workspace"], "Acme");
    let account = &accepted.body["account"];
    assert_eq!((&account["name"], &account["role"]), (&json!("Mina"), &json!("editor")));
    assert_eq!(mina.state().await, "signed_in");
    assert_eq!(mina.post("/api/tags", json!({ "name": "VIP" })).await.status, 201);
    assert_eq!(mina.get("/api/accounts").await.status, 403);
    assert_eq!(Browser::new(&server).post("/api/session/accept", acceptance(&token, "B")).await.status, 403);
    assert_eq!(Browser::new(&server).post("/api/session/invitation", json!({ "token": token })).await.status, 403);
    time.fetch_add(60_000, Ordering::Relaxed);
    assert_eq!(Browser::new(&server).sign_in("mina@example.com", "nine green lanterns").await.status, 200);

    let listed = owner.get("/api/accounts").await.body;
    let people: Vec<_> =
        listed["accounts"].as_array().unwrap().iter().map(|one| (&one["name"], &one["role"])).collect();
    assert_eq!(people, [(&json!("Ada Lovelace"), &json!("owner")), (&json!("Mina"), &json!("editor"))]);
    assert_eq!(listed["invitations"], json!([]));
    let mut fields: Vec<_> = listed["accounts"][1].as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["account_id", "created", "email", "last_used", "name", "role"]);
    let log = audited(&database).await;
    let actions: Vec<_> = log.iter().map(|(action, _)| action.as_str()).collect();
    let expected = ["account_created", "settings_changed", "invitation_created", "account_created", "tag_created"];
    assert_eq!(actions, expected);
    assert_eq!(log[3].1["account_id"], account["account_id"]);
    assert!(log.iter().all(|(_, detail)| !detail.to_string().to_lowercase().contains("mina")), "{log:?}");
});

each_database!(an_invitation_ends, |database| async move {
    let (server, time) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let look = async |token: &str| {
        time.fetch_add(7_000, Ordering::Relaxed);
        let answer = Browser::new(&server).post("/api/session/invitation", json!({ "token": token })).await;
        answer.status.as_u16()
    };
    // By another one of the same address.
    let first = invite(&mut owner, "mina@example.com", "viewer").await;
    let second = invite(&mut owner, "MINA@example.com", "editor").await;
    assert_eq!((look(&first).await, look(&second).await), (403, 200));
    // By being revoked.
    let listed = owner.get("/api/accounts").await.body;
    let path = format!("/api/accounts/invitations/{}", listed["invitations"][0]["invitation_id"].as_str().unwrap());
    assert_eq!(owner.delete(&path).await.status, 204);
    assert_eq!(owner.delete(&path).await.status, 404);
    assert_eq!(owner.delete("/api/accounts/invitations/x").await.status, 404);
    assert_eq!(look(&second).await, 403);
    // By time.
    let third = invite(&mut owner, "mina@example.com", "viewer").await;
    time.fetch_add(7 * DAY - 7_001, Ordering::Relaxed);
    assert_eq!(look(&third).await, 200);
    time.fetch_add(1, Ordering::Relaxed);
    assert_eq!(look(&third).await, 403);
    assert_eq!(owner.get("/api/accounts").await.body["invitations"], json!([]));
    invite(&mut owner, "other@example.com", "viewer").await;
    assert_eq!(database.number("select count(*) from invitations").await, 1);
});

each_database!(who_has_an_account_is_not_invited, |database| async move {
    let (server, _) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    for (body, pointer) in [
        (json!({ "email": "ADA@example.com", "role": "viewer" }), "/email"),
        (json!({ "email": "ada", "role": "viewer" }), "/email"),
        (json!({ "email": "b@example.com", "role": "master" }), "/role"),
    ] {
        let answer = owner.post("/api/accounts/invitations", body).await;
        assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["pointer"]), (422, &json!(pointer)));
    }
    assert_eq!(database.number("select count(*) from invitations").await, 0);
    // By another way the address got an account meanwhile.
    let token = invite(&mut owner, "b@example.com", "viewer").await;
    let mut write = database.write().await.unwrap();
    write.execute(sql("update accounts set email_key = 'b@example.com'")).await.unwrap();
    write.commit().await.unwrap();
    let answer = Browser::new(&server).post("/api/session/accept", acceptance(&token, "B")).await;
    assert_eq!(answer.status, 409, "{answer:?}");
});

each_database!(accepting_ends_the_session_before, |database| async move {
    let (server, _) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let token = invite(&mut owner, "b@example.com", "viewer").await;
    let before = owner.cookie.clone();
    assert_eq!(owner.post("/api/session/accept", acceptance(&token, "B")).await.status, 200);
    assert_eq!(owner.get("/api/session").await.body["account"]["name"], "B");
    let mut old = Browser { cookie: before, ..Browser::new(&server) };
    assert_eq!(old.state().await, "signed_out");
    assert_eq!(old.sign_in(EMAIL, PASSWORD).await.status, 200);
});
