//! An import whose server or command went away is gone on with, where it was; the result is that of one that was not
//! interrupted.

use super::{
    command::program,
    support::{Importer, counts, form, path},
};
use crate::{
    each_database,
    ingest::support::texts,
    support::{TestDatabase, TestServer},
};
use reqwest::Method;
use serde_json::Value;
use server::{clock::Clock, db::Database};
use std::{
    process::Stdio,
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};

/// Rows with a duplicate, a row that is rejected, and many that are fine.
fn file(rows: usize) -> String {
    let rows = (0..rows).map(|number| match number % 1_000 {
        7 => "u-1,again,1\n".to_owned(),
        8 => format!("u-{number},bad,none\n"),
        _ => format!("u-{number},Name {number},{}\n", number % 50),
    });
    format!("user_id,name,seats\n{}", rows.collect::<String>())
}

const SEATS: &str = "[{\"column\": \"name\", \"to\": \"property:name\"}, \
                      {\"column\": \"seats\", \"to\": \"attribute:seats\", \"kind\": \"number\"}]";

async fn everybody(database: &Database) -> Vec<String> {
    let text = "select external_id || ' ' || name || ' ' || coalesce(raw, '-') || ' ' || i.action from users u \
                left join user_attributes a on a.user_id = u.user_id \
                left join import_users i on i.user_id = u.user_id order by external_id";
    texts(database, text).await
}

async fn position(database: &TestDatabase) -> i64 {
    database.number("select coalesce(max(position), 0) from imports").await
}

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(100), wait).await.expect(what);
}

/// What a run that nobody stops leaves behind.
async fn undisturbed(kind: crate::support::Kind, text: &str) -> (Vec<String>, [u64; 5]) {
    let database = TestDatabase::open(kind).await;
    let importer = Importer::start(&database).await;
    let draft = importer.draft(text).await;
    let mapping: Value = serde_json::from_str(SEATS).unwrap();
    importer.change(&draft, serde_json::json!({ "mapping": mapping })).await;
    let done = importer.done(&draft, "run").await;
    (everybody(&database).await, counts(&done))
}

/// The import once a server on a clock of its own is through with it: two that stood at the same millisecond would give
/// the same ids.
async fn finished_by_another(database: &TestDatabase, clock: Clock) -> Value {
    let server = TestServer::start_with(database, clock, &[]).await;
    let key = server.secret_key().await;
    let mut import = Value::Null;
    until("it is done", async || {
        let list = server.client.get(server.at("/api/imports")).bearer_auth(&key).send().await.unwrap();
        let list: Value = list.json().await.unwrap();
        import = list["imports"][0].clone();
        import["status"] == "done"
    })
    .await;
    import
}

/// Thousands of users would be too many to print.
fn assert_alike(found: (Vec<String>, [u64; 5]), expected: (Vec<String>, [u64; 5])) {
    assert_eq!((found.0.len(), found.1), (expected.0.len(), expected.1));
    let other = found.0.iter().zip(&expected.0).find(|(found, expected)| found != expected);
    assert_eq!(other, None);
}

each_database!(a_server_that_stops_leaves_its_import_to_the_next, |database| async move {
    let text = file(12_000);
    let importer = Importer::start(&database).await;
    let draft = importer.draft(&text).await;
    let mapping: Value = serde_json::from_str(SEATS).unwrap();
    importer.change(&draft, serde_json::json!({ "mapping": mapping })).await;
    importer.begin(&draft, "run").await;
    until("some rows are in", async || position(&database).await > 0).await;
    importer.product.server.state.imports.stopped().await;
    let stopped_at = position(&database).await;
    assert!(stopped_at < 12_000, "{stopped_at}");
    drop(importer);
    let done = finished_by_another(&database, Clock::System).await;
    assert_alike((everybody(&database).await, counts(&done)), undisturbed(database.kind, &text).await);
});

each_database!(a_command_that_is_killed_is_gone_on_with, |database| async move {
    let text = file(12_000).replace(",none\n", ",\n").replace("bad", "good");
    std::fs::write(database.folder().join("people.csv"), &text).unwrap();
    let mut command = program(&database, &["import", "people.csv", "--identify-by", "user_id"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("some rows are in", async || position(&database).await > 0).await;
    // No signal that it could hear.
    child.kill().unwrap();
    child.wait().unwrap();
    let killed_at = position(&database).await;
    assert!(killed_at < 12_000, "{killed_at}");
    // Its lease runs out.
    let later = Clock::System.now().0 + 3_600_000;
    let clock = Clock::Set(Arc::new(AtomicI64::new(later)));
    finished_by_another(&database, clock).await;
    let (expected, numbers) = undisturbed(database.kind, &text).await;
    assert_alike((everybody(&database).await, numbers), (expected, numbers));
});

each_database!(an_import_is_stopped_and_goes_on, |database| async move {
    let text = file(12_000);
    let importer = Importer::start(&database).await;
    let draft = importer.draft(&text).await;
    let mapping: Value = serde_json::from_str(SEATS).unwrap();
    importer.change(&draft, serde_json::json!({ "mapping": mapping })).await;
    importer.begin(&draft, "run").await;
    until("some rows are in", async || position(&database).await > 0).await;
    let (status, stopped) = importer.call(Method::POST, &path(&draft, "cancel"), None).await;
    assert_eq!((status, &stopped["status"], &stopped["can_run"]), (202, &"cancelled".into(), &true.into()));
    assert_eq!(importer.over(&draft).await["status"], "cancelled");
    // What was done stays done, and the rest follows.
    let rows = stopped["done"].as_u64().unwrap();
    assert_eq!(counts(&stopped).iter().sum::<u64>(), rows);
    let done = importer.done(&draft, "run").await;
    assert_alike((everybody(&database).await, counts(&done)), undisturbed(database.kind, &text).await);
});

each_database!(an_upload_is_a_draft_for_the_next_server, |database| async move {
    let importer = Importer::start(&database).await;
    let (_, draft) = importer.post_form(form("file", "a.csv", b"user_id\nu-1\n")).await;
    drop(importer);
    let importer = Importer::start(&database).await;
    assert_eq!(counts(&importer.done(&draft, "run").await), [1, 0, 0, 0, 0]);
});
