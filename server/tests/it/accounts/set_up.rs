//! From the first start to the first owner.

use super::browser::{Browser, EMAIL, PASSWORD, set_up_body, set_up_token};
use crate::{each_database, support::TestServer};
use clap::Parser;
use serde_json::json;
use server::{
    accounts,
    cli::{Arguments, Command},
    clock::Clock,
    config::ServeOptions,
};

each_database!(the_link_makes_the_owner_once, |database| async move {
    let server = TestServer::start(&database).await;
    let mut browser = Browser::new(&server);
    assert_eq!(browser.state().await, "set_up");
    assert_eq!(browser.get("/api/connect").await.status, 401);

    let token = set_up_token(&server).await;
    assert!(token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    let answer = browser.post("/api/session/set-up", set_up_body(&token)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body["state"], "signed_in");
    let account = &answer.body["account"];
    assert_eq!(account["name"], "Ada Lovelace");
    assert_eq!((&account["email"], &account["role"]), (&json!(EMAIL), &json!("owner")));
    assert_eq!(browser.state().await, "signed_in");
    assert_eq!(browser.get("/api/connect").await.status, 200);

    let mut other = Browser::new(&server);
    assert_eq!(other.state().await, "signed_out");
    let again = other.post("/api/session/set-up", set_up_body(&token)).await;
    assert_eq!(again.status, 409, "{again:?}");
    assert_eq!(again.headers["content-type"], "application/problem+json");
    let link = accounts::set_up_link(&database, &server.state.clock, "http://a.example").await.unwrap();
    assert_eq!(link, None);
    assert_eq!(database.number("select count(*) from links").await, 0);
    assert_eq!(database.number("select count(*) from audit_log where action = 'account_created'").await, 1);
});

each_database!(a_newer_link_ends_the_older, |database| async move {
    let server = TestServer::start(&database).await;
    let (older, newer) = (set_up_token(&server).await, set_up_token(&server).await);
    let mut browser = Browser::new(&server);
    for token in [older.as_str(), "", &newer[1..]] {
        let answer = browser.post("/api/session/set-up", set_up_body(token)).await;
        assert_eq!(answer.status, 403, "{answer:?}");
    }
    assert_eq!(browser.state().await, "set_up");
    assert_eq!(browser.post("/api/session/set-up", set_up_body(&newer)).await.status, 200);
});

each_database!(faults_do_not_use_the_link_up, |database| async move {
    let server = TestServer::start(&database).await;
    let token = set_up_token(&server).await;
    let mut browser = Browser::new(&server);
    let body = json!({ "token": token, "name": " ", "email": "ada", "password": "short" });
    let answer = browser.post("/api/session/set-up", body).await;
    assert_eq!(answer.status, 422);
    let pointers: Vec<_> = answer.body["errors"].as_array().unwrap().iter().map(|at| at["pointer"].clone()).collect();
    assert_eq!(pointers, ["/name", "/email", "/password"]);
    let extra = json!({ "token": token, "name": "A", "email": EMAIL, "password": PASSWORD, "role": "owner" });
    assert_eq!(browser.post("/api/session/set-up", extra).await.status, 422);
    assert_eq!(browser.post("/api/session/set-up", set_up_body(&token)).await.status, 200);
});

each_database!(two_at_once_make_one_owner, |database| async move {
    let server = TestServer::start(&database).await;
    let token = set_up_token(&server).await;
    let (mut one, mut two) = (Browser::new(&server), Browser::new(&server));
    let (first, second) = tokio::join!(
        one.post("/api/session/set-up", set_up_body(&token)),
        two.post("/api/session/set-up", set_up_body(&token))
    );
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && [403, 409].contains(&statuses[1]), "{statuses:?}");
    assert_eq!(database.number("select count(*) from accounts").await, 1);
    assert_eq!(database.number("select count(*) from sessions").await, 1);
});

fn options(arguments: &[&str]) -> ServeOptions {
    let arguments = Arguments::parse_from(["rollcall", "serve"].iter().chain(arguments));
    let Command::Serve(options) = arguments.command else { unreachable!("serve was asked for") };
    *options
}

each_database!(an_owner_without_a_browser, |database| async move {
    let file = database.folder().join("password");
    std::fs::write(&file, format!("{PASSWORD}\n")).unwrap();
    let given = ["--admin-email", "Ada@Example.com", "--admin-password-file", file.to_str().unwrap()];
    let server = TestServer::start_with(&database, Clock::System, &given).await;
    let mut browser = Browser::new(&server);
    assert_eq!(browser.state().await, "signed_out");
    let answer = browser.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body["account"]["email"], "Ada@Example.com");

    // A second start, even with another password, changes nothing.
    std::fs::write(&file, "another good long one").unwrap();
    accounts::first_start(&database, &Clock::System, &options(&given)).await.unwrap();
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 200);
    assert_eq!(database.number("select count(*) from accounts").await, 1);
    assert_eq!(database.number("select count(*) from api_keys").await, 1);
});

each_database!(an_owner_with_a_weak_password_is_refused, |database| async move {
    let file = database.folder().join("password");
    std::fs::write(&file, "password1234").unwrap();
    let start = async |email: &str, file: &str| {
        let options = options(&["--admin-email", email, "--admin-password-file", file]);
        accounts::first_start(&database, &Clock::System, &options).await.unwrap_err().to_string()
    };
    let path = file.to_str().unwrap();
    assert!(start(EMAIL, path).await.contains("easy to guess"));
    assert!(start("ada", path).await.contains("--admin-email"));
    assert!(start(EMAIL, &format!("{path}.missing")).await.contains("password.missing"));
    assert_eq!(database.number("select count(*) from accounts").await, 0);
});
