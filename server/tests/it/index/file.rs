//! The index in its file: a restart goes on from it, and reads it only where it still holds.

use super::following::{filters, messages, writer_forgets};
use crate::{
    each_database,
    filter::world::ask,
    ingest::support::Product,
    support::{TestDatabase, TestServer},
};
use serde_json::json;
use server::{
    changes::Changes,
    clock::Clock,
    db::sql,
    filter::resolve,
    index::{Asked, Evaluator, Index, Keep},
};
use std::{path::PathBuf, time::Duration};

fn path(database: &TestDatabase) -> PathBuf {
    database.folder().join("index.snapshot")
}

/// Stops as `rollcall serve` does, but for what waits.
async fn stop(server: &TestServer) {
    server.state.changes.stop();
    server.state.index.stop().await;
}

/// A product that was there, and its file.
async fn with_file(database: &TestDatabase) -> Product {
    let product = Product::start(database).await;
    product.batch(messages()).await;
    drop(product.server.by_index().await);
    stop(&product.server).await;
    assert!(path(database).exists());
    product
}

async fn write(database: &TestDatabase, text: &'static str) {
    let mut writer = database.write().await.unwrap();
    writer.execute(sql(text)).await.unwrap();
    writer.commit().await.unwrap();
}

/// A whole file with something else in its first frame.
fn with_header(mut file: Vec<u8>, change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let length = u64::from_le_bytes(file[20..28].try_into().unwrap());
    let header = &mut file[32..32 + usize::try_from(length).unwrap()];
    change(header);
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&0_u32.to_le_bytes());
    hasher.update(header);
    let sum = hasher.finalize();
    file[28..32].copy_from_slice(&sum.to_le_bytes());
    file
}

/// The index says what SQL says.
async fn agrees(server: &TestServer) {
    let now = server.state.clock.now();
    for filter in filters(&[], None) {
        let mut reading = server.by_index().await;
        let resolved = resolve(&mut reading.snapshot, &filter, now).await.unwrap();
        let counted = reading.count(resolved, Asked::Each).await.unwrap();
        assert_eq!(counted.by, Evaluator::Index);
        reading.release();
        let expected = ask(&mut reading.snapshot, &filter, now, false).await;
        assert_eq!(counted.totals, expected.totals, "{}", filter.to_value());
    }
}

/// Waits until something is so.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waiting).await.unwrap_or_else(|_| panic!("never: {what}"));
}

each_database!(a_restart_goes_on_from_the_file, |database| async move {
    let before = with_file(&database).await;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(path(&database).metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    // What another server does in the meantime.
    before
        .batch(json!([
            {"type": "identify", "userId": "u2", "traits": {"plan": null, "topics": ["c"], "name": "Bo"}},
            {"type": "track", "userId": "u1", "event": "export", "properties": {"kind": "csv"}},
            {"type": "identify", "userId": "new", "anonymousId": "a1", "traits": {"plan": "enterprise"}},
        ]))
        .await;
    let now = Product::start(&database).await;
    agrees(&now.server).await;
    assert!(path(&database).exists(), "a file that holds is left");
    now.batch(json!([{"type": "track", "userId": "u1", "event": "export", "properties": {"kind": "pdf"}}])).await;
    agrees(&now.server).await;
    stop(&now.server).await;
    let followed = std::fs::read(path(&database)).unwrap();
    std::fs::remove_file(path(&database)).unwrap();
    let anew = Product::start(&database).await;
    drop(anew.server.by_index().await);
    stop(&anew.server).await;
    let loaded = std::fs::read(path(&database)).unwrap();
    assert!(followed == loaded, "the file of what was followed is that of what is loaded anew");
    assert!(!database.folder().join("index.snapshot.new").exists());
});

each_database!(what_does_not_hold_is_not_read, |database| async move {
    let latest = "select max(sequence) from changes";
    for case in [
        "short",
        "damaged",
        "foreign",
        "another way",
        "too old",
        "forgotten",
        "ahead",
        "users",
        "a newer server",
        "an older schema",
    ] {
        drop(with_file(&database).await);
        let file = std::fs::read(path(&database)).unwrap();
        match case {
            "short" => std::fs::write(path(&database), &file[..file.len() / 2]).unwrap(),
            "damaged" => {
                let mut file = file;
                let last = file.len() - 200;
                file[last] ^= 1;
                std::fs::write(path(&database), file).unwrap();
            }
            "foreign" => write(&database, "update settings set value = 'x' || value where key = 'database_id'").await,
            "another way" => {
                let text = "update changes set at = at + 1 where sequence = (select max(sequence) from changes)";
                write(&database, text).await;
            }
            "too old" => writer_forgets(&database).await,
            "forgotten" => {
                write(
                    &database,
                    "insert into changes (sequence, at, topic, users_delta, user_ids) select sequence + 1, at, topic, 0, '[]' from changes \
                    order by sequence desc limit 1",
                )
                .await;
                let text = "delete from changes where sequence < (select max(sequence) from changes)";
                write(&database, text).await;
            }
            "ahead" => {
                let text = "delete from changes where sequence = (select max(sequence) from changes)";
                write(&database, text).await;
            }
            "a newer server" => {
                let file = with_header(file, |header| header[1] = b'9');
                std::fs::write(path(&database), file).unwrap();
            }
            "an older schema" => {
                // Behind the version of the server, and its length.
                let file = with_header(file, |header| header[1 + usize::from(header[0])] -= 2);
                std::fs::write(path(&database), file).unwrap();
            }
            "users" => {
                let events = "delete from events where user_id in (select user_id from users where external_id = 'x3')";
                write(&database, events).await;
                write(&database, "delete from users where external_id = 'x3'").await;
            }
            _ => unreachable!("that is all"),
        }
        let sequence = database.number(latest).await;
        let product = Product::start(&database).await;
        agrees(&product.server).await;
        assert!(!path(&database).exists(), "{case}: what does not hold is removed");
        assert_eq!(database.number(latest).await, sequence, "{case}");
    }
});

each_database!(a_deletion_takes_the_file_away, |database| async move {
    drop(with_file(&database).await);
    let product = Product::start(&database).await;
    let server = &product.server;
    drop(server.by_index().await);
    let contains = |text: &str| {
        let file = std::fs::read(path(&database)).unwrap();
        file.windows(text.len()).any(|window| window == text.as_bytes())
    };
    assert!(contains("ann@example.com"));
    let ann = database.number("select user_id from users where external_id = 'u1'").await;
    let request = server.client.delete(server.at(&format!("/api/users/{ann}"))).bearer_auth(server.secret_key().await);
    assert!(request.send().await.unwrap().status().is_success());
    until("the file goes", || !path(&database).exists()).await;
    agrees(server).await;
    stop(server).await;
    assert!(!contains("ann@example.com") && contains("Joann"));
});

each_database!(from_time_to_time_it_is_written, |database| async move {
    let product = Product::start(&database).await;
    let changes = Changes::follow(database.database.clone()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let keep = Keep::in_folder(folder.path()).every(Duration::from_millis(20));
    let index = Index::start(database.database.clone(), &changes, usize::MAX, Some(keep.clone()));
    let path = folder.path().join("index.snapshot");
    product.batch(messages()).await;
    until("it is written", || path.exists()).await;
    let before = std::fs::read(&path).unwrap();
    product.batch(json!([{"type": "identify", "userId": "u1", "traits": {"name": "Another"}}])).await;
    let has_another = || {
        let file = std::fs::read(&path).unwrap_or_default();
        file != before && file.windows(7).any(|window| window == b"Another")
    };
    until("it is written again", has_another).await;
    index.stop().await;
    keep.remove().unwrap();
    assert!(!path.exists());
});

each_database!(without_the_index_there_is_no_file, |database| async move {
    drop(with_file(&database).await);
    let server = TestServer::start_with(&database, Clock::System, &["--no-index"]).await;
    assert!(!path(&database).exists());
    stop(&server).await;
    assert!(!path(&database).exists());
});
