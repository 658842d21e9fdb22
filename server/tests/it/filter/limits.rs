//! Filters that take SQL too long: stopped in the database, told in a sentence, and in nobody's way.

use super::world::World;
use crate::{
    each_database,
    support::{Kind, TestDatabase, TestServer},
};
use serde_json::{Value, json};
use server::{
    clock::Clock,
    db::{Database, Options, sql},
    filter::{resolve, totals_together},
};
use shared::{
    filter::{Directory, Filter, oracle::Facts},
    time::Instant,
};
use std::{collections::BTreeMap, time::Duration};

/// A server with two readers on users with long names.
struct Busy {
    server: TestServer,
    secret: String,
    write: String,
}

/// Fills a database with users with long names, and opens it for two readers.
async fn fill(database: &mut TestDatabase, query_time: Duration) {
    let facts = Facts { name: Some("a".repeat(5_000)), ..Default::default() };
    let directory = Directory::default();
    let users = vec![&facts; 2_000];
    World { zone: "UTC", directory: &directory, segments: &BTreeMap::new(), users }.write(database).await;
    let options = Options { readers: 2, query_time, wait: Duration::from_secs(8) };
    database.database = Database::open(&database.url.parse().unwrap(), options).await.unwrap();
}

impl Busy {
    async fn start(database: &mut TestDatabase, query_time: Duration) -> Self {
        fill(database, query_time).await;
        let server = TestServer::start_with(database, Clock::System, &["--no-index"]).await;
        let (secret, write) = (server.secret_key().await, server.write_key().await);
        Self { server, secret, write }
    }

    fn count(&self, filter: &Value) -> reqwest::RequestBuilder {
        let request = self.server.client.post(self.server.at("/api/users/count")).bearer_auth(&self.secret);
        request.json(&json!({"filter": {"version": 1, "root": filter}}))
    }

    /// Asks slow questions until no reader is left.
    async fn keep_readers_busy(&self, database: &Database) -> Vec<tokio::task::JoinHandle<()>> {
        let ask = || {
            let asked = self.count(&slow()).send();
            tokio::spawn(async move { drop(asked.await) })
        };
        let slow = (0..2).map(|_| ask()).collect();
        while tokio::time::timeout(Duration::from_millis(100), database.snapshot()).await.is_ok() {}
        slow
    }

    async fn identify(&self) -> u16 {
        let request = self.server.client.post(self.server.at("/v1/identify")).basic_auth(&self.write, Some(""));
        let message = json!({"userId": "u", "traits": {"name": "Ann"}});
        request.body(message.to_string()).send().await.unwrap().status().as_u16()
    }
}

/// Parts that almost every place of a name holds, but for one character: at the end, which is what one database looks
/// at last, and at the beginning, which is what the other does. Minutes on either.
fn slow() -> Value {
    let condition = |place: usize| {
        let most = "a".repeat(1_000 - place);
        let part = if place.is_multiple_of(2) { format!("{most}b") } else { format!("b{most}") };
        json!({"property": {"name": {"does_not_contain": {"value": part}}}})
    };
    json!({"all": (0..50).map(condition).collect::<Vec<_>>()})
}

/// Waits until Postgres works on no query besides this one: an error reaches who asked a moment before its backend
/// rests. The slow query would go on for minutes.
async fn until_nothing_runs(database: &TestDatabase) {
    let text = "select count(*) from pg_stat_activity where datname = current_database() and state = 'active' \
                and strpos(query, 'name') > 0 and pid <> pg_backend_pid()";
    for _ in 0..500 {
        if database.number(text).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the query goes on in the database");
}

each_database!(what_takes_too_long_is_stopped_and_told, |database| async move {
    let mut database = database;
    let busy = Busy::start(&mut database, Duration::from_millis(300)).await;
    let response = busy.count(&slow()).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 503);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem: Value = response.json().await.unwrap();
    assert_eq!(problem["detail"], "The query took too long and was stopped. Try a narrower one.");
    if database.kind == Kind::Postgres {
        until_nothing_runs(&database).await;
    }
    // Its reader serves on.
    for _ in 0..4 {
        let answer: Value = busy.count(&json!({"all": []})).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["total"], 2_000);
    }
});

each_database!(writing_goes_on_while_all_readers_are_busy, |database| async move {
    let mut database = database;
    let busy = Busy::start(&mut database, Duration::from_secs(15)).await;
    assert_eq!(busy.identify().await, 200);
    let slow = busy.keep_readers_busy(&database).await;
    assert_eq!(busy.identify().await, 200);
    assert!(slow.iter().all(|one| !one.is_finished()), "the readers were busy all the time");
    let (stored,): (i64,) = database.write().await.unwrap().one(sql("select count(*) from users")).await.unwrap();
    assert_eq!(stored, 2_001);
    slow.iter().for_each(tokio::task::JoinHandle::abort);
});

/// On Postgres such a query goes on until its time is over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gives_up_frees_the_reader_of_sqlite() {
    let mut database = TestDatabase::open(Kind::Sqlite).await;
    let busy = Busy::start(&mut database, Duration::from_secs(600)).await;
    let slow = busy.keep_readers_busy(&database).await;
    slow.iter().for_each(tokio::task::JoinHandle::abort);
    // It would wait for a reader in vain else.
    let response = busy.count(&json!({"all": []})).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200, "{}", response.text().await.unwrap());
}

each_database!(of_many_filters_those_are_told_that_were_counted_in_time, |database| async move {
    let mut database = database;
    fill(&mut database, Duration::from_millis(500)).await;
    let is_named = json!({"property": {"name": "has_any_value"}});
    let nobody = json!({"not": is_named});
    let mut snapshot = database.snapshot().await.unwrap();
    let mut filters = Vec::new();
    for root in [is_named.clone(), json!({"any": [nobody, is_named]}), slow(), nobody] {
        let filter = Filter::read(&json!({"version": 1, "root": root})).unwrap();
        filters.push(resolve(&mut snapshot, &filter, Instant(0)).await.unwrap());
    }
    let totals = totals_together(&mut snapshot, filters, 2_000).await.unwrap();
    assert_eq!(totals, [Some(2_000), Some(2_000), None, None]);
});
