//! Backups that a running server makes by itself.

use super::{NOON, restore};
use crate::{
    each_database,
    generate::generate,
    support::{Kind, Program, TestDatabase},
};
use clap::Parser;
use server::{
    backup::{Backups, Schedule, check},
    cli::{Arguments, Command},
    clock::Clock,
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

fn schedule(folder: &Path, more: &[&str]) -> Option<Schedule> {
    let folder = folder.to_str().unwrap();
    let words = [&["rollcall", "serve", "--backup-folder", folder], more].concat();
    let Command::Serve(options) = Arguments::parse_from(words).command else { unreachable!("it was asked for") };
    Schedule::of(&options)
}

/// The files of a folder, once they are these.
async fn holds(folder: &Path, expected: &[&str]) {
    let files = || {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let come = async {
        while files() != expected {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(60), come).await.is_ok(), "{:?} and not {expected:?}", files());
}

each_database!(the_newest_backups_are_kept, |database| async move {
    let mut database = database;
    generate(&database, "--users 20 --events 40").await;
    let folder = database.folder().join("kept/backups");
    let time = Arc::new(AtomicI64::new(NOON));
    let hours = |hours: i64| time.store(NOON + hours * 3_600_000, Ordering::Relaxed);
    let first = "rollcall-20261125T120000Z.backup";
    let (second, third) = ("rollcall-20261125T180000Z.backup", "rollcall-20261126T000000Z.backup");
    for (at, expected) in [
        (0, &[first][..]),
        // Not due yet.
        (5, &[first]),
        (6, &[first, second]),
        (12, &[second, third]),
    ] {
        hours(at);
        let schedule = schedule(&folder, &["--backup-every", "6", "--backup-keep", "2"]).unwrap();
        let backups = Backups::start(database.database.clone(), Clock::Set(Arc::clone(&time)), schedule);
        holds(&folder, expected).await;
        (backups.stopper())();
        backups.stopped().await;
        holds(&folder, expected).await;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(third))), (0o700, 0o600));
    }
    assert_eq!(check(&folder.join(second)).unwrap().1["users"], 20);
    restore(&mut database, &folder.join(third), true).await.unwrap();
    assert_eq!(database.number("select count(*) from users").await, 20);
});

#[test]
fn without_a_folder_there_is_no_schedule() {
    let Command::Serve(options) = Arguments::parse_from(["rollcall", "serve"]).command else { unreachable!() };
    assert_eq!(Schedule::of(&options), None);
    for wrong in [&["--backup-every", "6"][..], &["--backup-folder", "b", "--backup-keep", "0"]] {
        assert!(Arguments::try_parse_from([&["rollcall", "serve"], wrong].concat()).is_err(), "{wrong:?}");
    }
}

/// The built program serves; its log tells of a backup in the folder `backups` as `said`, and it answers.
fn served(folder: &Path, said: &str) {
    let mut program = Program::serve(folder, "warn,server=info", &["--backup-folder", "backups"]);
    while !program.log().contains(said) {}
    let answer = program.get("/api/session", "");
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
}

#[tokio::test]
async fn a_server_tells_of_its_backups_and_serves_without_them() {
    let database = TestDatabase::open(Kind::Sqlite).await;
    let folder = database.folder().to_owned();
    // Where the folder is to be there is a file.
    std::fs::write(folder.join("backups"), "").unwrap();
    let at = folder.clone();
    tokio::task::spawn_blocking(move || served(&at, "there is no new backup")).await.unwrap();
    std::fs::remove_file(folder.join("backups")).unwrap();
    let at = folder.clone();
    tokio::task::spawn_blocking(move || served(&at, "backed up")).await.unwrap();
    assert_eq!(std::fs::read_dir(folder.join("backups")).unwrap().count(), 1);
}
