//! Identity verification: who has to be signed, who need not, and the life of its secrets.

use super::support::{Product, texts};
use crate::{
    each_database,
    support::{Caller, TestDatabase},
};
use hmac::{Hmac, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

pub fn signature(secret: &str, user_id: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    hex::encode(mac.chain_update(user_id.as_bytes()).finalize().into_bytes())
}

async fn answered(caller: &Caller<'_>, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let request = caller.request(method, path);
    let request = if let Some(body) = body { request.json(&body) } else { request };
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json().await.unwrap_or_default())
}

async fn make_secret(owner: &Caller<'_>) -> (String, String) {
    let (status, made) = answered(owner, Method::POST, "/api/identity-secrets", None).await;
    assert_eq!(status, 201, "{made}");
    (made["secret"].as_str().unwrap().to_owned(), made["secret_id"].as_str().unwrap().to_owned())
}

async fn require(owner: &Caller<'_>, required: bool) -> (u16, Value) {
    answered(owner, Method::PATCH, "/api/settings", Some(json!({ "identity_required": required }))).await
}

/// A product whose users have to be proven, and the secret.
async fn verified(database: &TestDatabase) -> (Product, String) {
    let product = Product::start(database).await;
    let owner = Caller::new(&product.server, "owner").await;
    let (secret, _) = make_secret(&owner).await;
    assert_eq!(require(&owner, true).await.0, 200);
    drop(owner);
    (product, secret)
}

const MISSING: &str = "Identity verification is on: context.signature is missing.";
const WRONG: &str = "Identity verification is on: context.signature is not that of this userId.";

each_database!(an_identify_without_a_valid_signature_is_rejected_and_listed, |database| async move {
    let (product, secret) = verified(&database).await;
    let signed = |user_id: &str, of: &str| json!({"userId": user_id, "context": {"signature": signature(&secret, of)}});
    for path in ["/v1/identify", "/v1/i"] {
        let (status, problem) = product.post(path, json!({"userId": "u1"}).to_string()).await;
        assert_eq!((status, &problem["detail"]), (400, &json!(MISSING)), "{path}");
    }
    for wrong in [signed("u1", "u2"), json!({"userId": "u1", "context": {"signature": "zz"}})] {
        let (status, problem) = product.post("/v1/identify", wrong.to_string()).await;
        assert_eq!((status, &problem["detail"]), (400, &json!(WRONG)), "{wrong}");
    }
    let other = json!({"userId": "u1", "context": {"signature": signature("rc_identity_other", "u1")}});
    assert_eq!(product.post("/v1/identify", other.to_string()).await.0, 400);
    assert_eq!(database.number("select count(*) from users").await, 0);
    let rejects = "select kind || ' ' || identity_key || ' ' || reason from ingest_rejects order by reject_id";
    let listed = [MISSING, MISSING, WRONG, WRONG, WRONG].map(|reason| format!("identify user:u1 {reason}"));
    assert_eq!(texts(&database, rejects).await, listed);
    // Whoever connects the product sees it as it comes.
    let key = product.server.secret_key().await;
    let seen = product.server.client.get(product.server.at("/api/ingest/messages")).bearer_auth(key);
    let seen: Value = seen.send().await.unwrap().json().await.unwrap();
    let first = &seen["messages"][0];
    assert_eq!(
        (&first["outcome"], &first["reason"], &first["external_id"]),
        (&json!("refused"), &json!(WRONG), &json!("u1"))
    );

    product.send("/v1/identify", signed("u1", "u1")).await;
    // A number is its digits, and a context that stands around a batch is that of its messages.
    product.send("/v1/identify", json!({"userId": 42, "context": {"signature": signature(&secret, "42")}})).await;
    let around =
        json!({"batch": [{"type": "identify", "userId": "u3"}], "context": {"signature": signature(&secret, "u3")}});
    product.send("/v1/batch", around).await;
    let known = texts(&database, "select external_id from users order by external_id").await;
    assert_eq!(known, ["42", "u1", "u3"]);
});

each_database!(one_that_is_not_signed_spoils_only_itself, |database| async move {
    let (product, secret) = verified(&database).await;
    product
        .batch(json!([
            {"type": "identify", "userId": "u1", "traits": {"plan": "pro"}},
            {"type": "group", "userId": "u2", "groupId": "acme"},
            {"type": "alias", "userId": "u3", "previousId": "a3"},
            {"type": "track", "userId": "u4", "event": "Opened"},
            {"type": "identify", "userId": "u5", "context": {"signature": signature(&secret, "u5")}},
            {"type": "group", "userId": "u5", "groupId": "acme", "context": {"signature": signature(&secret, "u5")}},
            {"type": "alias", "userId": "u5", "previousId": "a5", "context": {"signature": signature(&secret, "u5")}},
            {"type": "identify", "anonymousId": "a6", "traits": {"plan": "free"}},
        ]))
        .await;
    let kinds = texts(&database, "select kind from ingest_rejects order by reject_id").await;
    assert_eq!(kinds, ["identify", "group", "alias"]);
    let keys = texts(&database, "select identity_key from identities order by identity_key").await;
    assert_eq!(keys, ["anon:a5", "anon:a6", "user:u4", "user:u5"]);
});

each_database!(a_browser_becomes_nobody_by_saying_so, |database| async move {
    let (product, secret) = verified(&database).await;
    let signed = json!({"signature": signature(&secret, "victim")});
    product.send("/v1/identify", json!({"userId": "victim", "anonymousId": "theirs", "context": signed})).await;
    // Somebody else claims to be the same person, and stays a visitor.
    product
        .batch(json!([
            {"type": "track", "anonymousId": "mine", "userId": "victim", "event": "Opened"},
            {"type": "page", "anonymousId": "mine", "userId": "victim"},
        ]))
        .await;
    let led = "select i.identity_key || ' ' || coalesce(u.external_id, '-') from identities i \
               join users u on u.user_id = i.user_id order by i.identity_key";
    assert_eq!(texts(&database, led).await, ["anon:mine -", "anon:theirs victim", "user:victim victim"]);
    // The browser that proved itself need not sign what it sends later.
    let later = json!({"anonymousId": "theirs", "userId": "victim", "event": "Exported"});
    product.send("/v1/track", later).await;
    let events = "select n.name || ' ' || coalesce(u.external_id, '-') from events e \
                  join event_names n on n.event_name_id = e.event_name_id \
                  join users u on u.user_id = e.user_id order by n.name";
    assert_eq!(texts(&database, events).await, ["Exported victim", "Opened -"]);
});

each_database!(servers_with_the_secret_key_need_not_sign, |database| async move {
    let (product, _) = verified(&database).await;
    let key = product.server.secret_key().await;
    assert_eq!(product.post_as(&key, "/v1/identify", json!({"userId": "u1"}).to_string()).await.0, 200);
    assert_eq!(
        product
            .post_as(&key, "/v1/import", json!({"batch": [{"type": "identify", "userId": "u2"}]}).to_string())
            .await
            .0,
        200
    );
    assert_eq!(
        product.post("/v1/import", json!({"batch": [{"type": "identify", "userId": "u3"}]}).to_string()).await.0,
        200
    );
    assert_eq!(texts(&database, "select external_id from users order by external_id").await, ["u1", "u2"]);
});

each_database!(secrets_are_shown_once_rotated_and_revoked, |database| async move {
    let product = Product::start(&database).await;
    let owner = Caller::new(&product.server, "owner").await;
    let list = async || answered(&owner, Method::GET, "/api/identity-secrets", None).await.1;
    let revoke =
        async |id: &str| answered(&owner, Method::DELETE, &format!("/api/identity-secrets/{id}"), None).await.0;
    let identify = async |secret: &str| {
        let message = json!({"userId": "u", "context": {"signature": signature(secret, "u")}});
        product.post("/v1/identify", message.to_string()).await.0
    };
    assert_eq!(list().await, json!({"secrets": []}));
    let (status, problem) = require(&owner, true).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/identity_required")));
    // While it is off, nobody looks at a signature.
    assert_eq!(identify("none").await, 200);

    let (first, first_id) = make_secret(&owner).await;
    assert!(first.starts_with("rc_identity_") && first.len() == 60, "{first}");
    let entry = |id: &str, secret: &str| json!({"secret_id": id, "prefix": &secret[..16], "created": "2026-11-25T12:00:00.000Z"});
    assert_eq!(list().await, json!({"secrets": [entry(&first_id, &first)]}));
    assert_eq!(require(&owner, true).await.1["identity_required"], true);
    assert_eq!([identify(&first).await, identify("other").await], [200, 400]);

    let (second, second_id) = make_secret(&owner).await;
    assert_eq!(list().await, json!({"secrets": [entry(&first_id, &first), entry(&second_id, &second)]}));
    assert_eq!(answered(&owner, Method::POST, "/api/identity-secrets", None).await.0, 409);
    assert_eq!([identify(&first).await, identify(&second).await], [200, 200], "both are good while one is replaced");
    assert_eq!(revoke(&first_id).await, 204);
    assert_eq!([identify(&first).await, identify(&second).await], [400, 200]);
    assert_eq!([revoke(&first_id).await, revoke("x").await], [404, 404]);
    assert_eq!(revoke(&second_id).await, 409, "the last one stays while it is needed");
    assert_eq!(require(&owner, false).await.1["identity_required"], false);
    assert_eq!(identify("other").await, 200);
    assert_eq!(revoke(&second_id).await, 204);
    assert_eq!(list().await, json!({"secrets": []}));

    let actions = texts(&database, "select action from audit_log order by audit_id").await;
    let [made, changed, revoked] = ["identity_secret_created", "settings_changed", "identity_secret_revoked"];
    assert_eq!(actions, [made, changed, made, revoked, changed, revoked]);
    let details = texts(&database, "select detail from audit_log").await.join(" ");
    assert!(!details.contains(&first) && !details.contains(&second), "{details}");
});

each_database!(only_an_owner_has_to_do_with_secrets, |database| async move {
    let (product, _) = verified(&database).await;
    let id = json!(texts(&database, "select value from settings where key = 'identity_secrets'").await[0]);
    let stored: Value = serde_json::from_str(id.as_str().unwrap()).unwrap();
    let path = format!("/api/identity-secrets/{}", stored[0]["secret_id"]);
    for role in ["editor", "viewer"] {
        let caller = Caller::new(&product.server, role).await;
        for (method, path) in
            [(Method::GET, "/api/identity-secrets"), (Method::POST, "/api/identity-secrets"), (Method::DELETE, &path)]
        {
            assert_eq!(caller.status(method, path).await, 403, "{role} {path}");
        }
        // That it is on, everybody may know; the secret is in no answer.
        let settings = answered(&caller, Method::GET, "/api/settings", None).await.1;
        assert_eq!(settings["identity_required"], true);
        assert!(!settings.to_string().contains("rc_identity_"));
    }
});
