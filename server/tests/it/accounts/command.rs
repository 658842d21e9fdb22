//! `rollcall key` and `rollcall admin` through the built program, beside a running server.

use super::browser::{Browser, set_up_body};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use serde_json::json;
use std::process::{Command, Output};

async fn run(database: &TestDatabase, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rollcall"));
    command.args(arguments).current_dir(database.folder()).env("ROLLCALL_DATABASE", &database.url);
    command.env_remove("ROLLCALL_PUBLIC_URL").env_remove("ROLLCALL_DATA");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

/// What a command that succeeds prints.
async fn printed(database: &TestDatabase, arguments: &[&str]) -> String {
    let output = run(database, arguments).await;
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

async fn refused(database: &TestDatabase, arguments: &[&str]) -> String {
    let output = run(database, arguments).await;
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

each_database!(a_key_is_valid_at_once, |database| async move {
    let server = TestServer::start(&database).await;
    let key = printed(&database, &["key", "create", "secret", "--name", "Reports"]).await;
    let key = key.strip_suffix('\n').unwrap();
    assert!(key.starts_with("rc_secret_") && key.len() == 58, "{key}");
    let open = async || {
        let answer = server.client.get(server.at("/api/connect")).bearer_auth(key).send().await.unwrap();
        answer.status().as_u16()
    };
    assert_eq!(open().await, 200);

    let write = printed(&database, &["key", "create", "write"]).await;
    assert!(write.starts_with("rc_write_") && write.lines().count() == 1, "{write}");
    let table = printed(&database, &["key", "list"]).await;
    let names: Vec<_> = table.lines().map(|line| line.rsplit("  ").next().unwrap()).collect();
    assert_eq!(names, ["NAME", "Default", "Reports", "Command line"]);
    assert!(!table.contains(key) && !table.contains(write.trim()));

    let reports = table.lines().find(|line| line.ends_with("Reports")).unwrap();
    let key_id = reports.split(' ').next().unwrap();
    assert_eq!(printed(&database, &["key", "revoke", key_id]).await, "");
    assert_eq!(open().await, 401);
    assert!(refused(&database, &["key", "revoke", "1"]).await.contains("there is no key 1"));
    assert!(refused(&database, &["key", "create", "master"]).await.contains("write or secret"));
    assert!(refused(&database, &["key", "create", "write", "--name", " "]).await.contains("1 to 80 characters"));
    assert_eq!(database.number("select count(*) from audit_log where action like 'key_%'").await, 3);
});

each_database!(a_workspace_whose_first_key_is_secret_still_gets_a_write_key, |database| async move {
    printed(&database, &["key", "create", "secret"]).await;
    TestServer::start(&database).await;
    assert_eq!(database.number("select count(*) from api_keys where kind = 'write'").await, 1);
});

each_database!(an_operator_gets_back_in, |database| async move {
    let server = TestServer::start(&database).await;
    let admin_link = ["admin", "link", "--public-url", "https://rollcall.example.com/"];
    let token = |link: String, path: &str| {
        let start = format!("https://rollcall.example.com{path}#");
        link.strip_prefix(&start).unwrap_or_else(|| panic!("{link}")).trim_end().to_owned()
    };
    // Before there is an owner, the way in is to become the owner.
    let set_up = token(printed(&database, &admin_link).await, "/set-up");
    assert_eq!(Browser::new(&server).post("/api/session/set-up", set_up_body(&set_up)).await.status, 200);

    let sign_in = token(printed(&database, &admin_link).await, "/sign-in-link");
    let mut browser = Browser::new(&server);
    assert_eq!(browser.post("/api/session/link", json!({ "token": sign_in })).await.status, 200);
    assert_eq!(browser.state().await, "signed_in");
    let named = printed(&database, &["admin", "link", "--email", "ADA@example.com"]).await;
    assert!(named.starts_with("http://127.0.0.1:3000/sign-in-link#"), "{named}");
    assert!(refused(&database, &["admin", "link", "--email", "b@example.com"]).await.contains("no such account"));
});

#[tokio::test]
async fn a_command_makes_the_data_folder_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_rollcall"));
    command.args(["key", "create", "write"]).env_remove("ROLLCALL_DATABASE");
    command.env("ROLLCALL_DATA", folder.path().join("new/data"));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| folder.path().join(path).metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("new/data"), mode("new/data/rollcall.db")), (0o700, 0o600));
    }
}
