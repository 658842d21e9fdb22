//! Which segments a user is in, for whatever shows experiences.

use crate::{
    each_database,
    ingest::proof::signature,
    segments::workspace::{NOW, Workspace, is_in, plan, problems, read, refusal},
    support::TestDatabase,
};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::sql;

type Answer = (u16, Value);

/// The workspace of the segments, whose users are known by identities, and one key of each kind.
struct Asking {
    workspace: Workspace,
    write_key: String,
}

impl Asking {
    async fn start(database: &TestDatabase) -> Self {
        let workspace = Workspace::start(database).await;
        let mut writer = database.write().await.unwrap();
        for (key, user_id) in [("user:account-1", 1_i64), ("anon:visitor-1", 1), ("anon:visitor-5", 5)] {
            let insert = sql("insert into identities (identity_key, user_id, linked_at) values ($1, $2, $3)");
            writer.execute(insert.bind(key.to_owned()).bind(user_id).bind(NOW)).await.unwrap();
        }
        writer.commit().await.unwrap();
        let write_key = workspace.server.write_key().await;
        Self { workspace, write_key }
    }

    /// As a page asks.
    async fn by_page(&self, query: &str) -> Answer {
        let path = self.workspace.server.at(&format!("/v1/users/segments{query}"));
        let request = self.workspace.server.client.get(path).basic_auth(&self.write_key, Some(""));
        let response = request.header("origin", "https://shop.example.com").send().await.unwrap();
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
        read(response).await
    }

    /// As the product's server asks.
    async fn by_server(&self, query: &str) -> Answer {
        self.workspace.get(&format!("/v1/users/segments{query}")).await
    }
}

each_database!(a_user_s_segments_are_told_by_both_keys, |database| async move {
    let asking = Asking::start(&database).await;
    let free = asking.workspace.segment("Free", plan("free")).await;
    let pro = asking.workspace.segment("Pro", plan("pro")).await;
    let also = asking.workspace.segment("Also pro", is_in(&pro)).await;
    let none = json!({"segments": []});
    let paying = json!({"segments": [
        {"segment_id": also, "name": "Also pro"},
        {"segment_id": pro, "name": "Pro"},
    ]});
    assert_eq!(asking.by_server("?userId=account-1").await, (200, paying.clone()));
    assert_eq!(asking.by_server("?anonymousId=visitor-1").await, (200, paying.clone()));
    assert_eq!(asking.by_page("?anonymousId=visitor-1").await, (200, paying.clone()));
    // Pages can put the key into the address, as they do for what they send.
    let key = &asking.write_key;
    let path = asking.workspace.server.at(&format!("/v1/users/segments?writeKey={key}&anonymousId=visitor-1"));
    assert_eq!(read(reqwest::get(path).await.unwrap()).await, (200, paying));
    let other = json!({"segments": [{"segment_id": free, "name": "Free"}]});
    assert_eq!(asking.by_page("?anonymousId=visitor-5").await, (200, other));
    assert_eq!(asking.by_page("?anonymousId=nobody-yet").await, (200, none.clone()));
    assert_eq!(asking.by_server("?userId=visitor-1").await, (200, none), "an id of the other kind is nobody's");
});

each_database!(a_public_key_asks_for_its_visitor_only, |database| async move {
    let asking = Asking::start(&database).await;
    let refused = asking.by_page("?userId=account-1").await;
    let (status, detail) = refusal(&refused);
    assert_eq!(status, 403);
    assert!(detail.starts_with("A write key is public"), "{detail}");
    let answer = asking.workspace.server.client.get(asking.workspace.server.at("/v1/users/segments?anonymousId=a"));
    assert_eq!(read(answer.send().await.unwrap()).await.0, 401);
    for (query, pointer) in [
        ("", "/userId"),
        ("?userId=", "/userId"),
        ("?userId=a&anonymousId=b", "/anonymousId"),
        ("?userID=a", ""),
        ("?anonymousId=%00", ""),
    ] {
        assert_eq!(problems(&asking.by_server(query).await)[0].0, pointer, "{query}");
    }
});

each_database!(a_public_key_asks_for_a_signed_user, |database| async move {
    let asking = Asking::start(&database).await;
    let pro = asking.workspace.segment("Pro", plan("pro")).await;
    let made = asking.workspace.send(Method::POST, "/api/identity-secrets", None).await;
    let secret = made.1["secret"].as_str().unwrap().to_owned();
    let paying = json!({"segments": [{"segment_id": pro, "name": "Pro"}]});
    let signed = |user_id: &str, of: &str| format!("?userId={user_id}&signature={}", signature(&secret, of));
    assert_eq!(asking.by_page(&signed("account-1", "account-1")).await, (200, paying));
    assert_eq!(asking.by_page(&signed("nobody", "nobody")).await, (200, json!({"segments": []})));
    assert_eq!(asking.by_page(&signed("account-1", "account-2")).await.0, 403);
    assert_eq!(asking.by_page("?userId=account-1&signature=").await.0, 403);
    assert_eq!(asking.by_page(&format!("{}&anonymousId=visitor-1", signed("account-1", "account-1"))).await.0, 422);
    // A revoked secret proves nobody.
    let id = made.1["secret_id"].as_str().unwrap();
    let revoked = asking.workspace.send(Method::DELETE, &format!("/api/identity-secrets/{id}"), None).await;
    assert_eq!(revoked.0, 204);
    assert_eq!(asking.by_page(&signed("account-1", "account-1")).await.0, 403);
});

each_database!(pages_of_every_origin_may_ask, |database| async move {
    let asking = Asking::start(&database).await;
    let path = asking.workspace.server.at("/v1/users/segments?anonymousId=a");
    let request = asking.workspace.server.client.request(Method::OPTIONS, &path);
    let request = request
        .header("origin", "https://shop.example.com")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["access-control-allow-headers"], "authorization");
    let other = asking.workspace.server.client.post(&path).send().await.unwrap();
    assert_eq!(
        (other.status().as_u16(), &other.headers()["access-control-allow-origin"]),
        (404, &"*".parse().unwrap())
    );
});
