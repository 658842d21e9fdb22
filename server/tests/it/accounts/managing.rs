//! What owners change of other accounts.

use super::{
    browser::Browser,
    invitations::{acceptance, audited, invite, joined, start},
};
use crate::each_database;
use reqwest::Method;
use serde_json::{Value, json};

fn account_id(answer: &super::browser::Answer) -> String {
    answer.body["account"]["account_id"].as_str().unwrap().to_owned()
}

async fn own_id(browser: &mut Browser<'_>) -> String {
    account_id(&browser.get("/api/session").await)
}

async fn make(owner: &mut Browser<'_>, account_id: &str, role: &str) -> (u16, Value) {
    let path = format!("/api/accounts/{account_id}");
    let answer = owner.send(Method::PATCH, &path, Some(json!({ "role": role }))).await;
    (answer.status.as_u16(), answer.body)
}

each_database!(a_role_counts_at_once, |database| async move {
    let (server, _) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let mut mina = joined(&server, &mut owner, "mina@example.com", "viewer").await;
    let id = own_id(&mut mina).await;
    let tag =
        async |browser: &mut Browser<'_>| browser.post("/api/tags", json!({ "name": "VIP" })).await.status.as_u16();
    assert_eq!(tag(&mut mina).await, 403);
    let (status, account) = make(&mut owner, &id, "editor").await;
    assert_eq!((status, &account["role"], &account["name"]), (200, &json!("editor"), &json!("mina")));
    assert_eq!(tag(&mut mina).await, 201);
    assert_eq!(mina.get("/api/session").await.body["account"]["role"], "editor");
    // What changes nothing is not noted.
    assert_eq!(make(&mut owner, &id, "editor").await.0, 200);
    let log: Vec<_> = audited(&database).await.into_iter().filter(|(action, _)| action == "role_changed").collect();
    let detail = json!({ "account_id": id, "from": "viewer", "role": "editor" });
    assert_eq!(log, [("role_changed".to_owned(), detail)]);
    for path in ["1", "x"] {
        assert_eq!(make(&mut owner, path, "editor").await.0, 404, "{path}");
        assert_eq!(owner.delete(&format!("/api/accounts/{path}")).await.status, 404, "{path}");
    }
    assert_eq!(make(&mut owner, &id, "master").await.0, 422);
});

each_database!(there_is_always_an_owner, |database| async move {
    let (server, _) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let own = own_id(&mut owner).await;
    assert_eq!(make(&mut owner, &own, "viewer").await.0, 409);
    assert_eq!(owner.delete(&format!("/api/accounts/{own}")).await.status, 409);
    let mut second = joined(&server, &mut owner, "b@example.com", "owner").await;
    let other = own_id(&mut second).await;
    // Both at once: one of them stays an owner.
    let mut owner_too = Browser { cookie: owner.cookie.clone(), ..Browser::new(&server) };
    let (first, then) = tokio::join!(make(&mut owner_too, &other, "viewer"), make(&mut second, &own, "viewer"));
    let mut statuses = [first.0, then.0];
    statuses.sort_unstable();
    assert!(statuses == [200, 403] || statuses == [200, 409], "{statuses:?}");
    assert_eq!(database.number("select count(*) from accounts where role = 'owner'").await, 1);
});

each_database!(who_is_removed_is_out_at_once, |database| async move {
    let (server, time) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let mut mina = joined(&server, &mut owner, "mina@example.com", "owner").await;
    let id = own_id(&mut mina).await;
    let invited = invite(&mut mina, "friend@example.com", "owner").await;
    let everyone = json!({ "version": 1, "root": { "all": [] } });
    let made = mina.post("/api/segments", json!({ "name": "Hers", "filter": everyone })).await;
    let segment = format!("/api/segments/{}/history", made.body["segment_id"].as_str().unwrap());

    assert_eq!(owner.delete(&format!("/api/accounts/{id}")).await.status, 204);
    assert_eq!(mina.state().await, "signed_out");
    assert_eq!(mina.get("/api/users/1").await.status, 401);
    time.fetch_add(60_000, std::sync::atomic::Ordering::Relaxed);
    for address in ["mina@example.com", &format!("removed {id}")] {
        assert_eq!(Browser::new(&server).sign_in(address, "nine green lanterns").await.status, 401);
    }
    // Whom she invited stays out as well.
    assert_eq!(Browser::new(&server).post("/api/session/accept", acceptance(&invited, "F")).await.status, 403);
    assert!(
        server::accounts::sign_in_link(&database, &server.state.clock, &server.url, Some("mina@example.com"))
            .await
            .is_err()
    );
    assert_eq!(owner.delete(&format!("/api/accounts/{id}")).await.status, 404);
    assert_eq!(owner.get("/api/accounts").await.body["accounts"].as_array().unwrap().len(), 1);
    // What she did keeps her name; her address is nowhere, and free.
    assert_eq!(owner.get(&segment).await.body["versions"][0]["by"]["name"], "mina");
    assert_eq!(database.number("select count(*) from accounts where email <> '' and name = 'mina'").await, 0);
    let mut again = joined(&server, &mut owner, "mina@example.com", "viewer").await;
    assert_ne!(own_id(&mut again).await, id);
    let log = audited(&database).await;
    assert!(log.contains(&("account_removed".to_owned(), json!({ "account_id": id, "role": "owner" }))), "{log:?}");
});

each_database!(who_may_not_invite_any_more_has_not_invited, |database| async move {
    let (server, _) = start(&database).await;
    let mut owner = Browser::new(&server);
    owner.set_up().await;
    let mut mina = joined(&server, &mut owner, "mina@example.com", "owner").await;
    let id = own_id(&mut mina).await;
    let invited = invite(&mut mina, "friend@example.com", "owner").await;
    assert_eq!(make(&mut owner, &id, "editor").await.0, 200);
    assert_eq!(Browser::new(&server).post("/api/session/accept", acceptance(&invited, "F")).await.status, 403);
});
