//! `rollcall doctor`: what it says of a workspace that is well, and of one that is not.

use crate::{
    each_database,
    support::{Kind, TestDatabase},
};
use clap::Parser;
use server::{
    cli::{Arguments, Command},
    clock::Clock,
    config::StorageOptions,
    db::{Database, Options, Schema, sql},
    doctor::{Finding, IndexCheck, Weight, compare, examine},
    generate::generate_into,
};
use shared::time::Instant;
use std::{
    process::Output,
    sync::{Arc, atomic::AtomicI64},
};

const NOW: i64 = 1_795_600_000_000;

async fn populate(database: &TestDatabase) {
    #[cfg(unix)]
    {
        use std::{fs, os::unix::fs::PermissionsExt};
        fs::set_permissions(database.folder(), fs::Permissions::from_mode(0o700)).unwrap();
    }
    let line = ["rollcall", "generate", "--users", "300", "--events", "3000", "--seed", "7"];
    let Command::Generate(options) = Arguments::parse_from(line).command else { unreachable!("it was asked for") };
    let clock = Clock::Set(Arc::new(AtomicI64::new(NOW)));
    generate_into(&database.url.parse().unwrap(), &options, &clock, false).await.unwrap();
}

async fn run(database: &TestDatabase, arguments: &[&str]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rollcall"));
    command.arg("doctor").args(arguments).current_dir(database.folder()).env("ROLLCALL_DATABASE", &database.url);
    command.env("ROLLCALL_DATA", database.folder()).env_remove("ROLLCALL_INDEX_MEMORY");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

/// What the command says, and whether it fails.
async fn told(database: &TestDatabase, arguments: &[&str]) -> (String, bool) {
    let output = run(database, arguments).await;
    let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (text, !output.status.success())
}

async fn findings(database: &TestDatabase, now: Instant) -> Vec<Finding> {
    let storage = StorageOptions { database: Some(database.url.clone()), data: database.folder().to_owned() };
    let url = database.url.parse().unwrap();
    let looking = Database::look(&url, Options::default()).await.unwrap();
    let findings = examine(&looking, &storage, &url, now).await.unwrap();
    looking.close().await;
    findings
}

async fn write(database: &TestDatabase, text: &'static str) {
    let mut writer = database.write().await.unwrap();
    writer.execute(sql(text)).await.unwrap();
    writer.commit().await.unwrap();
}

/// A finding without what differs from machine to machine.
fn plain(finding: &Finding) -> String {
    let text = finding.to_string();
    for start in ["fine  The database is ", "fine  Every page", "fine  The clock says ", "note  The clock says "] {
        if text.starts_with(start) {
            return format!("{start}...");
        }
    }
    if text.contains(" free on the disk of ") { "the disk ...".to_owned() } else { text }
}

each_database!(a_workspace_that_is_well_is_told_so, |database| async move {
    populate(&database).await;
    let mut lines: Vec<_> = findings(&database, Clock::System.now()).await.iter().map(plain).collect();
    assert_eq!(lines.remove(0), "fine  The database is ...");
    match database.kind {
        Kind::Sqlite => assert_eq!(lines.remove(1), "fine  Every page..."),
        Kind::Postgres => {}
    }
    insta::assert_snapshot!("a_workspace_that_is_well", lines.join("\n"));
    let (text, fails) = told(&database, &["--index", "--filters", "30"]).await;
    assert!(!fails, "{text}");
    assert!(text.contains("The index and SQL say the same of 43 filters"), "{text}");
    assert!(text.contains("What the index takes:"), "{text}");
});

each_database!(the_index_and_sql_say_the_same_of_many_filters, |database| async move {
    populate(&database).await;
    for seed in 0..3 {
        let check = IndexCheck { filters: 150, seed, most: usize::MAX, show: true };
        let compared = compare(&database, check, Instant(NOW)).await.unwrap();
        assert!(compared.findings.iter().all(|finding| finding.weight == Weight::Fine), "{:?}", compared.findings);
        assert_eq!(compared.filters, 163, "what is made of a workspace can be asked of it");
        assert!(compared.memory.iter().any(|line| line.contains("events Project Opened (lists)")));
    }
});

each_database!(where_the_index_says_something_else_it_fails, |database| async move {
    populate(&database).await;
    // A folded name that is not the name's: the database reads it, the index folds the name itself.
    write(&database, "update users set name_folded = 'somebody else'").await;
    let (text, fails) = told(&database, &["--index", "--seed", "4"]).await;
    assert!(fails && text.contains("The index says something else than SQL of"), "{text}");
    assert!(text.contains("made from the seed 4") && !text.contains("{\"root\""), "{text}");
    let (text, fails) = told(&database, &["--index", "--seed", "4", "--show-filters"]).await;
    assert!(fails && text.contains("{\"root\""), "{text}");
    let (text, fails) = told(&database, &["--index", "--index-memory", "0"]).await;
    assert!(fails && text.contains("The index needs more than 0 bytes"), "{text}");
});

each_database!(a_schema_that_is_not_as_it_should_be_is_told, |database| async move {
    let looking = Database::look(&database.url.parse().unwrap(), Options::default()).await.unwrap();
    assert!(matches!(looking.schema().await.unwrap(), Schema::Current(_)));
    write(
        &database,
        "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, \
        execution_time from _sqlx_migrations where version = 1",
    )
    .await;
    assert_eq!(looking.schema().await.unwrap(), Schema::Ahead);
    write(&database, "delete from _sqlx_migrations where version > 3").await;
    assert!(matches!(looking.schema().await.unwrap(), Schema::Behind(_)));
    let (text, fails) = told(&database, &["--index"]).await;
    assert!(fails && text.contains("behind this version") && text.contains("is not compared"), "{text}");
    write(&database, "update _sqlx_migrations set success = false where version = 2").await;
    assert_eq!(looking.schema().await.unwrap(), Schema::Different(2));
    write(&database, "drop table _sqlx_migrations").await;
    assert_eq!(looking.schema().await.unwrap(), Schema::Missing);
    assert_eq!(database.number("select count(*) from users").await, 0, "looking changes nothing");
});

each_database!(what_is_not_over_and_what_is_missing_is_told, |database| async move {
    write(
        &database,
        "insert into jobs (job_id, action, status, request, done, total, created_at) \
         values (1, 'tag', 'running', '{}', 0, 1, 1000)",
    )
    .await;
    write(&database, "insert into changes (sequence, at, topic, users_delta) values (1, 900000000, 'users', 0)").await;
    let lines: Vec<_> = findings(&database, Instant(800_000_000)).await.iter().map(ToString::to_string).collect();
    let has = |text: &str| lines.iter().any(|line| line.contains(text));
    assert!(has("note  1 job is under way, the oldest for 9 days, and nobody works on it"), "{lines:?}");
    match database.kind {
        Kind::Sqlite => {
            assert!(has("WRONG The clock is behind: the latest change is 27 hours later than now"), "{lines:?}")
        }
        Kind::Postgres => assert!(has("WRONG The clocks of this machine and of the database are"), "{lines:?}"),
    }
    assert!(has("note  Nobody owns the workspace yet") && has("without a write key no product can send"), "{lines:?}");
});

#[tokio::test]
async fn a_file_that_is_damaged_or_missing_is_told() {
    let database = TestDatabase::open(Kind::Sqlite).await;
    populate(&database).await;
    database.close().await;
    let path = database.folder().join("rollcall.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // Away from the first pages, which say what there is at all.
    let (from, to) = (bytes.len() / 2, bytes.len() / 2 + 40_000);
    bytes[from..to].iter_mut().for_each(|byte| *byte ^= 0x5a);
    std::fs::write(&path, bytes).unwrap();
    let (text, fails) = told(&database, &[]).await;
    assert!(fails && text.contains("WRONG The database is damaged: restore a backup."), "{text}");
    std::fs::remove_file(&path).unwrap();
    let (text, fails) = told(&database, &[]).await;
    assert!(fails && text.contains("there is no database at"), "{text}");
    assert!(!path.exists(), "looking makes nothing");
}
