//! A small provider of OpenID Connect, which says what a test wants it to say.

use axum::{
    Form, Json, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// The client's id and secret.
pub const CLIENT: &str = "rollcall test";
pub const SECRET: &str = "a:secret with%signs";

/// Makes something else of a token.
pub type Spoil = fn(String) -> String;

/// What a test makes different.
#[derive(Clone, Default)]
pub struct Wish {
    /// Claims that are added to those that are right, or take their place; null takes one out.
    pub claims: Value,
    /// `ES256` where it is not `RS256`.
    pub algorithm: Option<&'static str>,
    /// What happens to the token at last.
    pub spoil: Option<Spoil>,
    /// What userinfo says.
    pub userinfo: Option<Value>,
    /// A key that is not told of at first.
    pub new_key: bool,
    /// The provider says no.
    pub error: Option<&'static str>,
}

struct Inner {
    url: String,
    rsa: RsaKeyPair,
    ecdsa: EcdsaKeyPair,
    now: i64,
    wish: Mutex<Wish>,
    /// Tries by their codes.
    tries: Mutex<HashMap<String, HashMap<String, String>>>,
    /// How often the keys were asked for.
    asked: Mutex<usize>,
}

/// The provider.
pub struct TestProvider {
    inner: Arc<Inner>,
    task: tokio::task::JoinHandle<()>,
}

impl TestProvider {
    /// Starts it; its clock stands at this time, in seconds.
    pub async fn start(now: i64) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let ecdsa = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let ecdsa = EcdsaKeyPair::from_pkcs8(algorithm, ecdsa.as_ref(), &random).unwrap();
        let rsa = RsaKeyPair::from_pkcs8(include_bytes!("../../../src/openid/test_key.der")).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (wish, tries, asked) = (Mutex::default(), Mutex::default(), Mutex::default());
        let inner = Arc::new(Inner { url, rsa, ecdsa, now, wish, tries, asked });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(Arc::clone(&inner));
        let task = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { inner, task }
    }

    pub fn url(&self) -> &str {
        &self.inner.url
    }

    pub fn says(&self, wish: Wish) {
        *self.inner.wish.lock().unwrap() = wish;
    }

    /// How often the keys were asked for.
    pub fn asked(&self) -> usize {
        *self.inner.asked.lock().unwrap()
    }
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn document(State(inner): State<Arc<Inner>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", inner.url);
    Json(json!({
        "issuer": inner.url, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "userinfo_endpoint": at("/userinfo"),
    }))
}

async fn keys(State(inner): State<Arc<Inner>>) -> Json<Value> {
    *inner.asked.lock().unwrap() += 1;
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let rsa = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(inner.rsa.public());
    let point = inner.ecdsa.public_key().as_ref();
    let mut keys = vec![json!({
        "kty": "EC", "crv": "P-256", "kid": "ec", "alg": "ES256", "use": "sig", "x": part(&point[1..33]), "y": part(&point[33..]),
    })];
    let is_new = std::mem::take(&mut inner.wish.lock().unwrap().new_key);
    if !is_new {
        keys.push(json!({"kty": "RSA", "kid": "rsa", "use": "sig", "n": part(&rsa.n), "e": part(&rsa.e)}));
    }
    Json(json!({ "keys": keys }))
}

/// Whoever comes here is somebody already.
async fn authorize(State(inner): State<Arc<Inner>>, Query(asked): Query<HashMap<String, String>>) -> Response {
    let is_right = asked["response_type"] == "code"
        && asked["client_id"] == CLIENT
        && asked["code_challenge_method"] == "S256"
        && asked["scope"].split(' ').any(|scope| scope == "openid");
    if !is_right {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let (to, state) = (asked["redirect_uri"].clone(), asked["state"].clone());
    if let Some(error) = inner.wish.lock().unwrap().error {
        return Redirect::to(&format!("{to}?error={error}&state={state}")).into_response();
    }
    let code = format!("code-{}", rand::random::<u64>());
    inner.tries.lock().unwrap().insert(code.clone(), asked);
    Redirect::to(&format!("{to}?code={code}&state={state}")).into_response()
}

async fn token(
    State(inner): State<Arc<Inner>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let Some(asked) = inner.tries.lock().unwrap().remove(&form["code"]) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let escaped = "rollcall%20test:a%3Asecret%20with%25signs";
    let basic = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(escaped));
    let is_right = headers.get(header::AUTHORIZATION).is_some_and(|value| *value == basic)
        && form["grant_type"] == "authorization_code"
        && form["redirect_uri"] == asked["redirect_uri"]
        && URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"])) == asked["code_challenge"];
    if !is_right {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let wish = inner.wish.lock().unwrap().clone();
    let mut claims = json!({
        "iss": inner.url, "sub": "person-1", "aud": CLIENT, "exp": inner.now + 300, "iat": inner.now, "nonce": asked["nonce"],
        "email": "ada@example.com", "email_verified": true, "name": "Ada Lovelace",
    });
    for (key, value) in wish.claims.as_object().into_iter().flatten() {
        claims[key] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let token = inner.signed(&claims, wish.algorithm.unwrap_or("RS256"));
    let token = wish.spoil.map_or_else(|| token.clone(), |spoil| spoil(token.clone()));
    Json(json!({"access_token": "access", "token_type": "Bearer", "id_token": token})).into_response()
}

async fn userinfo(State(inner): State<Arc<Inner>>, headers: HeaderMap) -> Response {
    let told = inner.wish.lock().unwrap().userinfo.clone();
    match told {
        Some(told) if headers.get(header::AUTHORIZATION).is_some_and(|value| value == "Bearer access") => {
            Json(told).into_response()
        }
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}

impl Inner {
    fn signed(&self, claims: &Value, algorithm: &str) -> String {
        let kid = if algorithm == "ES256" { "ec" } else { "rsa" };
        let header = json!({"alg": algorithm, "kid": kid, "typ": "JWT"});
        let [header, claims] = [&header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let text = format!("{header}.{claims}");
        let random = SystemRandom::new();
        let signature = if algorithm == "ES256" {
            self.ecdsa.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec()
        } else {
            let mut signature = vec![0; self.rsa.public().modulus_len()];
            self.rsa.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature).unwrap();
            signature
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
