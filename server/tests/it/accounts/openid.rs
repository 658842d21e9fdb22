//! Signing in with OpenID Connect, against a small provider.

use super::{
    browser::{Browser, EMAIL, PASSWORD},
    provider::{CLIENT, SECRET, Spoil, TestProvider, Wish},
};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::{clock::Clock, db::sql};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// 2026-11-25T12:00:00Z, in seconds.
const NOW: i64 = 1_795_608_000;

/// A server with an owner and a provider.
struct Stage {
    server: TestServer,
    provider: TestProvider,
    time: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

impl Stage {
    async fn start(database: &TestDatabase, options: &[&str]) -> Self {
        let provider = TestProvider::start(NOW).await;
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let issuer = format!("{}/", provider.url());
        let mut all = vec!["--oidc-issuer", &issuer, "--oidc-client-id", CLIENT, "--oidc-name", "Acme"];
        all.extend(["--oidc-client-secret-file", secret.to_str().unwrap()]);
        all.extend(options);
        let time = Arc::new(AtomicI64::new(NOW * 1000));
        let server = TestServer::start_with(database, Clock::Set(Arc::clone(&time)), &all).await;
        Browser::new(&server).set_up().await;
        Self { server, provider, time, _folder: folder }
    }

    /// Time passes, so that tries are not counted together.
    fn pass(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// A browser that comes back from the provider with a code; it is not taken in yet.
    async fn there(&self, to: &str) -> Try<'_> {
        let mut browser = Jar { server: &self.server, cookies: HashMap::new() };
        let place = browser.go(&format!("/api/session/openid{to}")).await;
        assert!(place.starts_with(&format!("{}/authorize?", self.provider.url())), "{place}");
        let answer = self.server.client.get(&place).send().await.unwrap();
        assert_eq!(answer.status(), 303);
        let back = answer.headers()["location"].to_str().unwrap().to_owned();
        let back = back.strip_prefix(&self.server.url).expect("it comes back").to_owned();
        Try { browser, back }
    }

    /// There and back; where the page leads then.
    async fn sign_in(&self, wish: Wish) -> (String, Jar<'_>) {
        self.pass(60);
        // Its clock goes with ours.
        let mut wish = wish;
        let now = self.time.load(Ordering::Relaxed) / 1000;
        let mut claims = json!({"iat": now, "exp": now + 300});
        if let Some(told) = wish.claims.as_object() {
            claims.as_object_mut().unwrap().extend(told.clone());
        }
        wish.claims = claims;
        self.provider.says(wish);
        let Try { mut browser, back } = self.there("").await;
        (browser.go(&back).await, browser)
    }

    async fn claims(&self, claims: Value) -> (String, Jar<'_>) {
        self.sign_in(Wish { claims, ..Wish::default() }).await
    }
}

struct Try<'a> {
    browser: Jar<'a>,
    back: String,
}

/// A browser with its cookies, which comes from another site.
struct Jar<'a> {
    server: &'a TestServer,
    cookies: HashMap<String, String>,
}

impl Jar<'_> {
    async fn get(&mut self, path: &str) -> reqwest::Response {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.server.client.get(self.server.at(path)).header("cookie", cookies.join("; "));
        let response = request.header("sec-fetch-site", "cross-site").send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let (pair, marks) = cookie.to_str().unwrap().split_once(';').unwrap();
            assert!(marks.contains("; HttpOnly; SameSite=Lax"), "{marks}");
            let (name, value) = pair.split_once('=').unwrap();
            if marks.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        response
    }

    /// Where an address leads on.
    async fn go(&mut self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 303, "{path}");
        response.headers()["location"].to_str().unwrap().to_owned()
    }

    /// Who is signed in: e-mail address and role.
    async fn who(&mut self) -> (String, String) {
        let session: Value = self.get("/api/session").await.json().await.unwrap();
        let text = |key: &str| session["account"][key].as_str().unwrap_or_default().to_owned();
        (text("email"), text("role"))
    }
}

fn nobody() -> (String, String) {
    (String::new(), String::new())
}

each_database!(a_verified_address_signs_in_to_its_account, |database| async move {
    let stage = Stage::start(&database, &[]).await;
    let mut stranger = Jar { server: &stage.server, cookies: HashMap::new() };
    let ways: Value = stranger.get("/api/session/ways").await.json().await.unwrap();
    assert_eq!(ways, json!({"openid": "Acme"}));
    let Try { mut browser, back } = stage.there("?return=%2Fusers%3Fsort%3Dname").await;
    assert!(back.starts_with("/api/session/openid/callback?code="), "{back}");
    assert_eq!(browser.go(&back).await, "/users?sort=name");
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["rollcall_session"]);
    assert_eq!(browser.who().await, (EMAIL.into(), "owner".into()));

    // Whatever way a token is signed, and with an address in another case.
    let es256 = Wish { algorithm: Some("ES256"), ..Wish::default() };
    assert_eq!(stage.sign_in(es256).await.0, "/users");
    let loud = json!({"email": "ADA@Example.com", "aud": [CLIENT, "other"], "azp": CLIENT, "email_verified": "true"});
    let (place, mut browser) = stage.claims(loud).await;
    assert_eq!((place.as_str(), browser.who().await.0.as_str()), ("/users", EMAIL));
    assert_eq!(database.number("select count(*) from accounts").await, 1);
    assert_eq!(stage.provider.asked(), 1, "keys are remembered");
    // Passwords go on working.
    assert_eq!(Browser::new(&stage.server).sign_in(EMAIL, PASSWORD).await.status, 200);
});

each_database!(what_is_wrong_with_a_token_signs_nobody_in, |database| async move {
    let stage = Stage::start(&database, &[]).await;
    let now = NOW + 60_000;
    stage.pass(59_000);
    let cases = [
        ("nonce", json!({"nonce": "another"})),
        ("no nonce", json!({"nonce": null})),
        ("audience", json!({"aud": "another"})),
        ("audiences", json!({"aud": ["another", "third"]})),
        ("many audiences and no party", json!({"aud": [CLIENT, "another"]})),
        ("party", json!({"aud": [CLIENT, "another"], "azp": "another"})),
        ("expired", json!({"exp": now - 3_600})),
        ("of the future", json!({"iat": now + 36_000})),
        ("not yet", json!({"nbf": now + 36_000})),
        ("issuer", json!({"iss": "https://evil.example.com"})),
        ("no issuer", json!({"iss": null})),
        ("no expiry", json!({"exp": null})),
        ("expiry is text", json!({"exp": "tomorrow"})),
        ("no subject", json!({"sub": null})),
    ];
    for (what, claims) in cases {
        let (place, mut browser) = stage.claims(claims).await;
        assert_eq!((place.as_str(), browser.who().await), ("/sign-in?problem=provider", nobody()), "{what}");
        assert!(browser.cookies.is_empty(), "{what}");
    }
    let spoils: [(&str, Spoil); 6] = [
        ("signature", |token| {
            let (text, signature) = token.rsplit_once('.').unwrap();
            let first = if signature.starts_with('A') { 'B' } else { 'A' };
            format!("{text}.{first}{}", &signature[1..])
        }),
        ("payload", |token| {
            let parts: Vec<&str> = token.split('.').collect();
            format!("{}.{}.{}", parts[0], parts[1].replace('M', "N"), parts[2])
        }),
        ("no signature", |token| format!("{}.", token.rsplit_once('.').unwrap().0)),
        ("alg none", |token| {
            let parts: Vec<&str> = token.split('.').collect();
            // {"alg":"none"}
            format!("eyJhbGciOiJub25lIn0.{}.", parts[1])
        }),
        ("alg HS256", |token| {
            let parts: Vec<&str> = token.split('.').collect();
            // {"alg":"HS256"}
            format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", parts[1], parts[2])
        }),
        ("not a token", |_| "token".into()),
    ];
    for (what, spoil) in spoils {
        let (place, mut browser) = stage.sign_in(Wish { spoil: Some(spoil), ..Wish::default() }).await;
        assert_eq!((place.as_str(), browser.who().await), ("/sign-in?problem=provider", nobody()), "{what}");
    }
    assert_eq!(database.number("select count(*) from sessions").await, 1, "that of the set-up");
});

each_database!(an_address_has_to_be_verified_and_known, |database| async move {
    let stage = Stage::start(&database, &[]).await;
    for unverified in [
        json!({"email_verified": false}),
        json!({"email_verified": null}),
        json!({"email": "no address"}),
        json!({"email_verified": "false"}),
    ] {
        let (place, mut browser) = stage.claims(unverified.clone()).await;
        assert_eq!((place.as_str(), browser.who().await), ("/sign-in?problem=unverified", nobody()), "{unverified}");
    }
    let (place, _) = stage.claims(json!({"email": "mina@example.com"})).await;
    assert_eq!(place, "/sign-in?problem=stranger");
    assert_eq!(database.number("select count(*) from accounts").await, 1);

    // What the token leaves out is asked for, of the same person.
    let asked = |sub: &str| Wish {
        claims: json!({"email": null, "email_verified": null}),
        userinfo: Some(json!({"sub": sub, "email": EMAIL, "email_verified": true})),
        ..Wish::default()
    };
    assert_eq!(stage.sign_in(asked("person-1")).await.0, "/users");
    assert_eq!(stage.sign_in(asked("person-2")).await.0, "/sign-in?problem=provider");
    let refused = Wish { error: Some("access_denied"), ..Wish::default() };
    assert_eq!(stage.sign_in(refused).await.0, "/sign-in?problem=refused");
    let broken = Wish { error: Some("server_error"), ..Wish::default() };
    assert_eq!(stage.sign_in(broken).await.0, "/sign-in?problem=provider");
});

each_database!(a_try_works_once_and_in_its_own_browser, |database| async move {
    let stage = Stage::start(&database, &[]).await;
    let Try { mut browser, back } = stage.there("").await;
    // In another browser, whose own try is under way or not.
    let mut other = stage.there("").await.browser;
    let mut without = Jar { server: &stage.server, cookies: HashMap::new() };
    for stranger in [&mut other, &mut without] {
        assert_eq!(stranger.go(&back).await, "/sign-in?problem=expired");
        assert_eq!(stranger.who().await, nobody());
    }
    let seed = browser.cookies.clone();
    assert_eq!(browser.go(&back).await, "/users");
    // Again, with the cookie that it had.
    let mut again = Jar { server: &stage.server, cookies: seed };
    assert_eq!(again.go(&back).await, "/sign-in?problem=expired");
    assert_eq!(again.who().await, nobody());

    // A code that is used up is worth nothing, and neither is one of another try.
    let Try { browser: mut first, back: first_back } = stage.there("").await;
    let Try { back: second_back, .. } = stage.there("").await;
    let code = |back: &str| back.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let swapped = first_back.replace(&code(&first_back), &code(&second_back));
    assert_eq!(first.go(&swapped).await, "/sign-in?problem=provider");

    // Ten minutes are enough.
    stage.pass(60);
    let Try { mut browser, back } = stage.there("?return=%2Fimports").await;
    stage.pass(601);
    assert_eq!(browser.go(&back).await, "/sign-in?problem=expired&return=%2Fimports");
    for wrong in ["?state=", "?code=x", "", "?state=x&code=x"] {
        let place = browser.go(&format!("/api/session/openid/callback{wrong}")).await;
        assert_eq!(place, "/sign-in?problem=expired", "{wrong}");
    }
    stage.there("").await;
    let left = database.number("select count(*) from links where kind = 'openid'").await;
    assert_eq!(left, 1, "those that nobody came back from are swept out");
});

each_database!(an_invitation_and_an_allowed_domain_make_accounts, |database| async move {
    let stage = Stage::start(&database, &["--oidc-domain", "Example.com,acme.test"]).await;
    let key = stage.server.secret_key().await;
    let invited = json!({"email": "Sofia@elsewhere.test", "role": "editor"});
    let request = stage.server.client.request(Method::POST, stage.server.at("/api/accounts/invitations"));
    assert_eq!(request.bearer_auth(&key).json(&invited).send().await.unwrap().status(), 201);
    let (place, mut sofia) =
        stage.claims(json!({"email": "sofia@elsewhere.test", "name": "Sofia Reyes", "sub": "s"})).await;
    assert_eq!((place.as_str(), sofia.who().await), ("/users", ("sofia@elsewhere.test".into(), "editor".into())));
    assert_eq!(database.number("select count(*) from invitations").await, 0);
    // A member of the domain, whose provider tells no name; then once more.
    for _ in 0..2 {
        let (_, mut mina) = stage.claims(json!({"email": "mina@acme.test", "name": null, "sub": "m"})).await;
        assert_eq!(mina.who().await, ("mina@acme.test".into(), "viewer".into()));
    }
    for other in ["mina@notacme.test", "mina@sub.acme.test", "mina@acme.test.evil.example"] {
        assert_eq!(stage.claims(json!({"email": other, "sub": "o"})).await.0, "/sign-in?problem=stranger", "{other}");
    }
    let mut snapshot = database.snapshot().await.unwrap();
    let text = "select name || ' ' || role || ' ' || password_hash from accounts where role <> 'owner' order by name";
    let accounts: Vec<(String,)> = snapshot.all(sql(text)).await.unwrap();
    assert_eq!(accounts.into_iter().map(|row| row.0).collect::<Vec<_>>(), ["Sofia Reyes editor ", "mina viewer "]);
    let text = "select count(*) from audit_log where action = 'account_created' and detail like '%OpenID Connect%'";
    assert_eq!(database.number(text).await, 2);

    // Who has no password signs in with none, and may set one.
    let mut browser = Browser::new(&stage.server);
    for wrong in ["", "anything at all"] {
        assert_eq!(browser.sign_in("mina@acme.test", wrong).await.status, 401, "{wrong}");
    }
    browser.cookie = Some(format!("rollcall_session={}", sofia.cookies["rollcall_session"]));
    let change = json!({"current": null, "password": "a harbour behind the meadow"});
    assert_eq!(browser.post("/api/account/password", change).await.status, 204);
    let mut other = Browser::new(&stage.server);
    assert_eq!(other.sign_in("sofia@elsewhere.test", "a harbour behind the meadow").await.status, 200);
    // Who has one needs it to set another, as ever.
    let (_, owner) = stage.claims(json!({})).await;
    browser.cookie = Some(format!("rollcall_session={}", owner.cookies["rollcall_session"]));
    let change = json!({"current": null, "password": "another harbour by the sea"});
    assert_ne!(browser.post("/api/account/password", change).await.status, 204);
});

each_database!(keys_change_and_providers_fail, |database| async move {
    let stage = Stage::start(&database, &[]).await;
    // A new key is asked for, but not by every wrong token.
    stage.provider.says(Wish { new_key: true, ..Wish::default() });
    let Try { mut browser, back } = stage.there("").await;
    assert_eq!(browser.go(&back).await, "/sign-in?problem=provider", "keys were asked for a moment ago");
    assert_eq!(stage.provider.asked(), 1);
    // Eleven tries from one address within a minute are too many.
    let mut browser = Jar { server: &stage.server, cookies: HashMap::new() };
    let mut places = Vec::new();
    for _ in 0..11 {
        places.push(browser.go("/api/session/openid?return=%2F%2Fevil.example").await);
    }
    assert_eq!(places.last().map(String::as_str), Some("/sign-in?problem=too_many"));
    stage.pass(61);
    // The server of the provider is gone.
    let Stage { server, provider, .. } = stage;
    let unreachable = TestServer::start_with(
        &database,
        Clock::System,
        &["--oidc-issuer", "http://127.0.0.1:9", "--oidc-client-id", CLIENT],
    )
    .await;
    let mut browser = Jar { server: &unreachable, cookies: HashMap::new() };
    assert_eq!(browser.go("/api/session/openid").await, "/sign-in?problem=provider");
    drop((server, provider));
    // Without a provider there is none.
    let plain = TestServer::start(&database).await;
    let mut browser = Jar { server: &plain, cookies: HashMap::new() };
    assert_eq!(browser.get("/api/session/ways").await.json::<Value>().await.unwrap(), json!({"openid": null}));
    for path in ["/api/session/openid", "/api/session/openid/callback?state=x&code=x"] {
        assert_eq!(browser.go(path).await, "/sign-in?problem=provider", "{path}");
    }
});
