//! A backup that is made while messages arrive shows one moment.

use super::{Instant, NOON, file, restore};
use crate::{
    each_database,
    ingest::support::Product,
    support::{Kind, TestDatabase},
};
use serde_json::json;
use server::backup::write_backup;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

each_database!(a_backup_under_load_is_of_one_moment, |database| async move {
    let product = Product::start(&database).await;
    let (sent, stopped) = (AtomicI64::new(0), AtomicBool::new(false));
    let sending = async |lane: i64| {
        let mut number = 0;
        while !stopped.load(Ordering::Relaxed) {
            let user = format!("u-{lane}-{number}");
            product
                .batch(json!([
                    {"type": "identify", "userId": user, "traits": {"plan": "pro", "seats": number}},
                    {"type": "track", "userId": user, "event": "Report Viewed", "properties": {"number": number}},
                ]))
                .await;
            number += 1;
            sent.fetch_add(1, Ordering::Relaxed);
        }
    };
    let backing_up = async {
        let mut told = Vec::new();
        for round in 0..3_u64 {
            while sent.load(Ordering::Relaxed) < 20 * (round as i64 + 1) {
                tokio::task::yield_now().await;
            }
            let before = sent.load(Ordering::Relaxed);
            let path = file(&database).with_extension(round.to_string());
            let stop = Arc::default();
            let written = write_backup(&database.database, &path, Instant(NOON), round, &stop).await.unwrap();
            told.push((path, before, written));
        }
        stopped.store(true, Ordering::Relaxed);
        told
    };
    let (told, ..) = tokio::join!(backing_up, sending(0), sending(1), sending(2));
    let mut restored = TestDatabase::open(Kind::Sqlite).await;
    for (path, before, written) in told {
        restore(&mut restored, &path, true).await.unwrap();
        let users = restored.number("select count(*) from users").await;
        assert!(users >= before, "{users} of {before} that were stored");
        assert_eq!(written.tables["users"], users.unsigned_abs());
        // What is stored together is there together.
        for (text, each) in [
            ("select count(*) from identities", 1),
            ("select count(*) from events", 1),
            ("select count(*) from user_attributes", 2),
            ("select cast(sum(users_delta) as bigint) from changes", 1),
        ] {
            assert_eq!(restored.number(text).await, users * each, "{text}");
        }
        let apart = "select count(*) from users where not exists \
                     (select 1 from events where events.user_id = users.user_id)";
        assert_eq!(restored.number(apart).await, 0);
    }
});

each_database!(a_backup_that_is_told_to_stop_leaves_nothing, |database| async move {
    crate::generate::generate(&database, "--users 50 --events 100").await;
    let stop = Arc::new(AtomicBool::new(true));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.backup");
    let stopped = write_backup(&database.database, &path, Instant(NOON), 1, &stop).await;
    assert!(matches!(stopped, Err(server::backup::Error::Stopped)), "{stopped:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
});
