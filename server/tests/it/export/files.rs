//! `rollcall export DIR`.

use crate::{
    each_database, generate::generate, imports::command::program, index::following::messages, ingest::support::Product,
    support::TestDatabase,
};
use server::export::write_files;
use std::{collections::BTreeMap, fs, path::Path};

/// A file's lines, the head first and the others in order, with ids by the number of their appearance.
fn lines(path: &Path, ids: &mut BTreeMap<String, String>) -> Vec<String> {
    let mut csv = csv::Reader::from_path(path).unwrap();
    let heads = csv.headers().unwrap().clone();
    let mut rows: Vec<_> = csv.records().map(|record| record.unwrap()).collect();
    rows.sort_by(|one, other| one.iter().cmp(other.iter()));
    let mut lines = vec![heads.iter().collect::<Vec<_>>().join(",")];
    for row in rows {
        let cells = heads.iter().zip(&row).map(|(head, cell)| {
            if !matches!(head, "user_id" | "event_id" | "interaction_id" | "answer_id") {
                return cell.to_owned();
            }
            let next = format!("#{}", ids.len() + 1);
            ids.entry(cell.to_owned()).or_insert(next).clone()
        });
        lines.push(cells.collect::<Vec<_>>().join(","));
    }
    lines
}

each_database!(tables_become_files, |database| async move {
    let product = Product::start(&database).await;
    product.batch(messages()).await;
    let key = product.server.secret_key().await;
    let tag = serde_json::json!({"name": "VIP, \"first\""});
    let post = |path: String| product.server.client.post(product.server.at(&path)).bearer_auth(&key);
    let made: serde_json::Value = post("/api/tags".into()).json(&tag).send().await.unwrap().json().await.unwrap();
    let user = database.number("select user_id from users where external_id = 'u2'").await;
    let path = format!("/api/users/{user}/tags/{}", made["tag_id"].as_str().unwrap());
    let put = product.server.client.put(product.server.at(&path)).bearer_auth(&key).send().await.unwrap();
    assert!(put.status().is_success());

    let folder = database.folder().join("new/export");
    let written = write_files(&database, &folder).await.unwrap();
    let (mut ids, mut shown) = (BTreeMap::new(), String::new());
    for (name, rows) in &written {
        let lines = lines(&folder.join(name), &mut ids);
        assert_eq!(lines.len() as u64, rows + 1, "{name}");
        shown.push_str(&format!("{name}\n{}\n\n", lines.join("\n")));
    }
    insta::assert_snapshot!("tables_become_files", shown);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), written.len(), "nothing else is there");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert!(written.iter().all(|(name, _)| mode(&folder.join(name)) == 0o600));
    }
});

async fn run(database: &TestDatabase, arguments: &[&str]) -> (bool, String, String) {
    let mut command = program(database, arguments);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

each_database!(a_command_exports_beside_a_server, |database| async move {
    generate(&database, "--users 40 --events 200").await;
    let (done, printed, told) = run(&database, &["export", "tables"]).await;
    assert!(done, "{told}");
    let rows =
        |line: &str| -> i64 { line.rsplit_once(": ").unwrap().1.strip_suffix(" rows").unwrap().parse().unwrap() };
    let rows: Vec<i64> = printed.lines().map(rows).collect();
    let mut expected = Vec::new();
    for text in [
        "select count(*) from users",
        "select count(*) from user_attributes where text_value is not null or number_value is not null \
         or boolean_value is not null or time_value is not null",
        "select count(*) from user_attribute_items",
        "select count(*) from user_tags",
        "select count(*) from interactions",
        "select count(*) from answers",
        "select count(*) from answer_items",
        "select count(*) from events",
    ] {
        expected.push(database.number(text).await);
    }
    assert_eq!(rows, expected, "{printed}");
    assert!(expected.iter().all(|rows| *rows > 0), "{expected:?}");
    // What is there is left alone.
    let (done, _, told) = run(&database, &["export", "tables"]).await;
    assert!(!done && told.contains("tables is not an empty folder"), "{told}");
    fs::write(database.folder().join("notes.txt"), "notes").unwrap();
    let (done, _, told) = run(&database, &["export", "notes.txt"]).await;
    assert!(!done && told.contains("notes.txt is not an empty folder"), "{told}");
    // Into one that is there and empty, and what fails leaves nothing.
    let folder = database.folder().join("empty");
    fs::create_dir(&folder).unwrap();
    database.close().await;
    assert!(write_files(&database, &folder).await.is_err());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    let (done, _, told) = run(&database, &["export", "empty"]).await;
    assert!(done, "{told}");
});
