//! `rollcall import` through the built program.

use super::support::{Importer, counts};
use crate::{each_database, ingest::support::texts, support::TestDatabase};
use reqwest::Method;
use std::process::{Command, Output};

pub fn program(database: &TestDatabase, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rollcall"));
    command.args(arguments).current_dir(database.folder()).env("ROLLCALL_DATABASE", &database.url);
    command.env("ROLLCALL_DATA", database.folder()).env_remove("ROLLCALL_PUBLIC_URL");
    command
}

async fn run(database: &TestDatabase, text: &str, arguments: &[&str]) -> Output {
    std::fs::write(database.folder().join("people.csv"), text).unwrap();
    let mut command = program(database, &[&["import", "people.csv"], arguments].concat());
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

each_database!(a_command_imports_beside_a_server, |database| async move {
    let importer = Importer::start(&database).await;
    let text = "user_id,name,Full name,visitor_id,seats\nu-1,Ann,Ann Lee,abc,5\nu-2,Bo,,,\n,Cy,,,\n";
    let output = run(&database, text, &["--identify-by", "user_id"]).await;
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(printed.starts_with("3 rows: 2 created, 0 updated, 0 unchanged, 0 skipped, 1 rejected\n"), "{printed}");
    let kinds = texts(&database, "select key || ' ' || kind from attributes order by key").await;
    assert_eq!(kinds, ["Full name text", "seats number"]);
    let (_, list) = importer.call(Method::GET, "/api/imports", None).await;
    assert_eq!(counts(&list["imports"][0]), [2, 0, 0, 0, 1]);
    let output = run(&database, "email,name\nann@example.com,Ann\n", &["--identify-by", "email"]).await;
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("1 rows: 1 created"));

    for (text, arguments, why) in [
        ("name\nAnn\n", &["--identify-by", "user_id"][..], "no column user_id"),
        ("", &["--identify-by", "user_id"], "The file is empty."),
        ("id\n1\n", &["--identify-by", "phone"], "user_id"),
    ] {
        let output = run(&database, text, arguments).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && told.contains(why), "{told}");
    }
    assert_eq!(std::fs::read_dir(database.folder().join("imports")).unwrap().count(), 0);
});
