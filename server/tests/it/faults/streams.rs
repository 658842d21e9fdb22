//! A thousand open pages, each with a stream of events.

use super::{key, traffic::number};
use crate::{
    each_database,
    support::{Program, TestDatabase},
};
use futures_util::{StreamExt, future::join_all};
use serde_json::json;
use shared::api::keys::KeyKind;
use std::time::{Duration, Instant};

const STREAMS: usize = 1_000;

type Bytes = futures_util::stream::BoxStream<'static, Vec<u8>>;

/// Reads on until a text has come.
async fn until_told(stream: &mut Bytes, wanted: &str) {
    let mut told = Vec::new();
    while !String::from_utf8_lossy(&told).contains(wanted) {
        told.extend(stream.next().await.expect("the stream goes on"));
    }
}

async fn many(database: TestDatabase) {
    let (write, secret) = (key(&database, KeyKind::Write).await, key(&database, KeyKind::Secret).await);
    let (folder, url) = (database.folder().to_owned(), database.url.clone());
    let start = move || Program::start(&folder, "off", &["--database", &url]);
    let program = tokio::task::spawn_blocking(start).await.unwrap();
    let (url, client) = (program.url(), reqwest::Client::new());
    let open = || async {
        let response = client.get(format!("{url}/api/live")).bearer_auth(&secret).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let mut stream: Bytes = response.bytes_stream().map(|bytes| bytes.unwrap_or_default().to_vec()).boxed();
        until_told(&mut stream, "\"total\":0").await;
        stream
    };
    let mut streams = join_all((0..STREAMS).map(|_| open())).await;
    // Everybody else is served, and whatever happens is told to all.
    let began = Instant::now();
    let request = client.post(format!("{url}/v1/page")).basic_auth(&write, Some(""));
    assert_eq!(request.json(&json!({"userId": "u"})).send().await.unwrap().status(), 200);
    let found = client.post(format!("{url}/api/users/search")).bearer_auth(&secret).json(&json!({})).send().await;
    assert_eq!(found.unwrap().status(), 200);
    join_all(streams.iter_mut().map(|stream| until_told(stream, "\"total\":1"))).await;
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    // A server that is told to stop waits for none of them.
    let began = Instant::now();
    let ended = tokio::task::spawn_blocking(move || program.terminate());
    let ends = join_all(streams.iter_mut().map(|stream| async { while stream.next().await.is_some() {} }));
    let (ended, _) = tokio::join!(ended, ends);
    assert!(ended.unwrap() && began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(number(&database, "select count(*) from users").await, 1);
}
each_database!(a_thousand_streams_are_told_and_let_go, |database| many(database));
