//! Connections that end in the middle of a request.

use crate::{each_database, imports::support::form, ingest::support::Product, support::TestDatabase};
use base64::Engine;
use serde_json::json;
use tokio::{io::AsyncWriteExt, net::TcpStream};

/// Sends a request's head and half of its body, and hangs up.
async fn cut_short(product: &Product, path: &str, headers: &str, body: &[u8]) {
    let address = product.server.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("POST {path} HTTP/1.1\r\nhost: {address}\r\n{headers}content-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body[..body.len() / 2]).await.unwrap();
    stream.flush().await.unwrap();
    // The server has the first half by the time that it has answered somebody else.
    product.send("/v1/page", json!({"userId": "somebody else"})).await;
    stream.shutdown().await.unwrap();
}

async fn truncated(database: TestDatabase) {
    let product = Product::start(&database).await;
    let secret = product.server.secret_key().await;
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("{}:", product.key));
    let batch: Vec<_> = (0..500).map(|number| json!({"type": "page", "userId": format!("u-{number}")})).collect();
    let batch = json!({ "batch": batch }).to_string();
    cut_short(&product, "/v1/batch", &format!("authorization: Basic {basic}\r\n"), batch.as_bytes()).await;
    let file = form("file", "people.csv", "user_id,name\nu-1,Ann\n".repeat(20_000).as_bytes());
    let headers = format!("authorization: Bearer {secret}\r\ncontent-type: multipart/form-data; boundary=edge\r\n");
    cut_short(&product, "/api/imports", &headers, &file).await;
    let folder = database.folder().join("imports");
    super::until("the half of a file is gone", async || {
        std::fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_none())
    })
    .await;
    // The same in whole is taken: nothing is left that would be in its way.
    product.send("/v1/batch", serde_json::from_str(&batch).unwrap()).await;
    assert_eq!(database.number("select count(*) from users").await, 501);
    assert_eq!(database.number("select count(*) from imports").await, 0);
    // Nobody's message is shown as a wrong one.
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 0);
}
each_database!(half_a_request_leaves_nothing, |database| truncated(database));
