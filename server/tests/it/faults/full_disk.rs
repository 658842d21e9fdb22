//! A disk that is full, and has room again.

use super::{key, traffic::number, until};
use crate::{imports::support::form, support::Program};
use serde_json::{Value, json};
use server::db::{Database, Options};
use shared::api::keys::KeyKind;
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// How a test has a disk without room.
enum Disk {
    /// A small one of its own, which root may have.
    Small(PathBuf),
    /// No file of the server may grow.
    Limited,
}

impl Disk {
    fn of(folder: &Path) -> Self {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=24m", "rollcall-test"]).arg(folder);
        let is_small = mount.output().is_ok_and(|output| output.status.success());
        if is_small { Self::Small(folder.to_owned()) } else { Self::Limited }
    }

    fn fill(&self, program: &Program) {
        match self {
            Self::Small(folder) => {
                let mut file = File::create(folder.join("other")).unwrap();
                let mut size = 1 << 20;
                while size > 0 {
                    // To the last byte, as whatever else writes there would.
                    if file.write(&vec![0; size]).is_err() {
                        size /= 2;
                    }
                }
            }
            Self::Limited => limit(program, "1"),
        }
    }

    fn free(&self, program: &Program) {
        match self {
            Self::Small(folder) => std::fs::remove_file(folder.join("other")).unwrap(),
            Self::Limited => limit(program, "unlimited"),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        match self {
            // Whoever still has a file open there keeps it until then.
            Self::Small(folder) => drop(Command::new("umount").arg("--lazy").arg(folder).status()),
            Self::Limited => {}
        }
    }
}

fn limit(program: &Program, bytes: &str) {
    let mut limit = Command::new("prlimit");
    limit.args(["--pid", &program.id().to_string(), &format!("--fsize={bytes}:")]);
    assert!(limit.status().unwrap().success());
}

struct Client<'a> {
    http: reqwest::Client,
    program: &'a Program,
    write: String,
    secret: String,
}

impl Client<'_> {
    async fn send(&self, number: u32) -> (u16, Value) {
        let message = json!({"userId": format!("u-{number}"), "event": "Sent", "messageId": format!("m-{number}"),
            "properties": {"number": number, "filling": "x".repeat(2_000)}});
        let request = self.http.post(format!("{}/v1/track", self.program.url())).basic_auth(&self.write, Some(""));
        let response = request.json(&message).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn total(&self) -> Value {
        let request = self.http.post(format!("{}/api/users/search", self.program.url())).bearer_auth(&self.secret);
        let response = request.json(&json!({"limit": 1})).send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.json::<Value>().await.unwrap()["total"].clone()
    }

    async fn upload(&self) -> u16 {
        let file = form("file", "people.csv", "user_id,name\nu-1,Ann\n".repeat(5_000).as_bytes());
        let request = self.http.post(format!("{}/api/imports", self.program.url())).bearer_auth(&self.secret);
        let request = request.header("content-type", "multipart/form-data; boundary=edge").body(file);
        request.send().await.unwrap().status().as_u16()
    }
}

async fn full(folder: &Path, disk: Disk) {
    let data = folder.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let url = format!("sqlite:{}", data.join("rollcall.db").display());
    let database = Database::open(&url.parse().unwrap(), Options::default()).await.unwrap();
    let (write, secret) = (key(&database, KeyKind::Write).await, key(&database, KeyKind::Secret).await);
    let start = {
        let folder = folder.to_owned();
        move || Program::start(&folder, "off", &[])
    };
    let program = tokio::task::spawn_blocking(start).await.unwrap();
    let client = Client { http: reqwest::Client::new(), program: &program, write, secret };
    let mut sent = 0;
    while sent < 20 {
        assert_eq!(client.send(sent).await.0, 200);
        sent += 1;
    }
    disk.fill(&program);
    // What still fits is taken; then everybody is told to come again, and nothing of it is kept.
    let problem = loop {
        let (status, answer) = client.send(sent).await;
        if status != 200 {
            break (status, answer["detail"].clone());
        }
        sent += 1;
        assert!(sent < 20_000, "the disk is never full");
    };
    assert_eq!(problem, (503, json!("It could not be stored. Send it again in a moment.")));
    for _ in 0..3 {
        assert_eq!(client.send(sent).await.0, 503);
    }
    assert_eq!(client.upload().await, 503);
    // Reading goes on.
    until("what was stored is seen", async || client.total().await == json!(sent)).await;
    disk.free(&program);
    // Without a restart, and once.
    for _ in 0..2 {
        assert_eq!(client.send(sent).await.0, 200);
    }
    assert_eq!(client.upload().await, 201);
    for (text, expected) in [
        ("select count(*) from events", sent + 1),
        ("select count(*) from users", sent + 1),
        ("select count(*) from messages", sent + 1),
        ("select count(*) from imports", 1),
    ] {
        assert_eq!(number(&database, text).await, i64::from(expected), "{text}");
    }
    let kept = std::fs::read_dir(data.join("imports")).unwrap().count();
    assert_eq!(kept, 1, "half a file is not kept");
    drop(program);
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_got_over() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::of(folder.path());
    full(folder.path(), disk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_may_not_grow_are_told_and_got_over() {
    let folder = tempfile::tempdir().unwrap();
    full(folder.path(), Disk::Limited).await;
}
