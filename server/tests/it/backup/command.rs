//! `rollcall backup` and `rollcall restore` through the built program.

use super::{everything, file};
use crate::{each_database, generate::generate, imports::command::program, support::TestDatabase};

async fn run(database: &TestDatabase, arguments: &[&str]) -> (bool, String, String) {
    let mut command = program(database, arguments);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

each_database!(a_workspace_moves_by_two_commands, |database| async move {
    let mut database = database;
    generate(&database, "--users 40 --events 200").await;
    let before = everything(&database).await;
    let rows: usize = before.values().map(Vec::len).sum();
    // Beside whoever has it open.
    let (done, printed, told) = run(&database, &["backup", "workspace.backup"]).await;
    assert!(done, "{told}");
    let tables = before.len() - 2;
    assert!(printed.starts_with(&format!("workspace.backup: {rows} rows of {tables} tables in ")), "{printed}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file(&database).metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    // Once more over the same file, which is a backup; what is none is left alone.
    assert!(run(&database, &["backup", "workspace.backup"]).await.0);
    std::fs::write(database.folder().join("notes.txt"), "notes").unwrap();
    let (done, _, told) = run(&database, &["backup", "notes.txt"]).await;
    assert!(!done && told.contains("notes.txt is there already and is not a backup"), "{told}");
    assert_eq!(std::fs::read_to_string(database.folder().join("notes.txt")).unwrap(), "notes");
    let (done, _, told) = run(&database, &["backup", "nowhere/workspace.backup"]).await;
    assert!(!done && told.contains("the file cannot be read or written"), "{told}");

    let (done, _, told) = run(&database, &["restore", "workspace.backup", "--replace"]).await;
    assert!(!done && told.contains("in use; stop the server"), "{told}");
    database.close().await;
    let (done, _, told) = run(&database, &["restore", "workspace.backup"]).await;
    assert!(!done && told.contains("the workspace is not empty") && told.contains("--replace"), "{told}");
    let (done, printed, told) = run(&database, &["restore", "workspace.backup", "--replace"]).await;
    assert!(done, "{told}");
    assert!(printed.starts_with(&format!("{rows} rows of {tables} tables, as they were at 20")), "{printed}");
    assert_eq!(printed.lines().count(), 1);
    database.reopen().await;
    let mut after = everything(&database).await;
    let mut before = before;
    before.remove("changes");
    after.remove("changes");
    assert_eq!(after, before);
    let left: Vec<_> = std::fs::read_dir(database.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_str().unwrap().contains("unfinished")), "{left:?}");
});

#[tokio::test]
async fn a_database_that_is_not_there_is_not_backed_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rollcall"));
    command.args(["backup", "workspace.backup"]).current_dir(folder.path());
    command.env_remove("ROLLCALL_DATABASE").env("ROLLCALL_DATA", "data");
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && told.contains("there is no database data/rollcall.db"), "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
