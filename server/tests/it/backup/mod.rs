//! Backups: whole, the same on either database, and refused when they are not.

mod command;
mod damaged;
mod deleted;
mod round_trip;
mod schedule;
mod under_load;
mod versions;

use crate::{ingest::support::NOON, support::TestDatabase};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value as Json, json};
use server::{
    backup::{Error, Written, restore_into, write_backup},
    clock::Clock,
    db::{Database, Row, Sql, Value},
    ids::IdSource,
};
use sha2::{Digest, Sha256};
use shared::time::Instant;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicI64},
};

/// When the tests restore.
const LATER: Instant = Instant(NOON + 3_600_000);

fn file(database: &TestDatabase) -> PathBuf {
    database.folder().join("workspace.backup")
}

async fn back_up(database: &TestDatabase) -> Written {
    let stop = Arc::default();
    write_backup(database, &file(database), Instant(NOON), 7, &stop).await.unwrap()
}

/// Restores into a database, which is closed for it and open afterwards. Gives how many users were left out.
async fn restore(database: &mut TestDatabase, path: &Path, replace: bool) -> Result<u64, Error> {
    database.close().await;
    let ids = IdSource::new(Clock::Set(Arc::new(AtomicI64::new(LATER.0))));
    let url = database.url.parse().unwrap();
    let restored = restore_into(&url, path, replace, &ids, LATER, |_| {}).await;
    database.reopen().await;
    restored.map(|restored| restored.left_out)
}

/// Every row of every table as text, but for the rows that restores write of themselves.
async fn everything(database: &Database) -> BTreeMap<String, Vec<String>> {
    let mut snapshot = database.snapshot().await.unwrap();
    let mut everything = BTreeMap::new();
    for table in snapshot.tables().await.unwrap() {
        let columns: Vec<_> = table.columns.iter().map(|(name, _)| name.clone()).collect();
        let text = format!("select {} from {}", columns.join(", "), table.name);
        let rows: Vec<Row> = snapshot.all(Sql::built(text)).await.unwrap();
        let mut rows: Vec<_> = rows.into_iter().map(|Row(values)| shown(values)).collect();
        rows.retain(|row| !row.contains("workspace_restored"));
        rows.sort();
        everything.insert(table.name, rows);
    }
    everything
}

/// Values as text, with true and false as SQLite has them.
fn shown(values: Vec<Value>) -> String {
    let one = |value| match value {
        Value::Integer(None) | Value::Real(None) | Value::Text(None) | Value::Boolean(None) => "null".into(),
        Value::Integer(Some(value)) => value.to_string(),
        Value::Real(Some(value)) => format!("{value:?}"),
        Value::Text(Some(value)) => format!("{value:?}"),
        Value::Boolean(Some(value)) => i64::from(value).to_string(),
        Value::Integers(_) | Value::Texts(_) => unreachable!("no column holds a list"),
    };
    values.into_iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The lines of a backup without the last, which seals them.
fn lines(path: &Path) -> Vec<String> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.pop();
    lines
}

/// Writes a backup of these lines, sealed as they are.
fn seal(path: &Path, lines: &[String]) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let mut tables = BTreeMap::new();
    let mut table = String::new();
    for line in lines.iter().filter(|line| line.starts_with('{')) {
        let line: Json = serde_json::from_str(line).unwrap();
        if let Some(name) = line["table"].as_str() {
            name.clone_into(&mut table);
        } else if let Some(rows) = line["rows"].as_u64() {
            tables.insert(table.clone(), rows);
        }
    }
    let sealed = json!({ "tables": tables, "sha256": hex::encode(Sha256::digest(&text)) });
    write(path, &format!("{text}{sealed}\n"));
}

fn write(path: &Path, text: &str) {
    let mut gzip = GzEncoder::new(std::fs::File::create(path).unwrap(), Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    gzip.finish().unwrap();
}
