//! Files to import, and waiting for what becomes of them.

use crate::{ingest::support::Product, support::TestDatabase};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

pub struct Importer {
    pub product: Product,
    pub key: String,
}

/// A form with one file.
pub fn form(field: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat()
}

impl Importer {
    pub async fn start(database: &TestDatabase) -> Self {
        let product = Product::start(database).await;
        let key = product.server.secret_key().await;
        Self { product, key }
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let server = &self.product.server;
        let mut request = server.client.request(method, server.at(path)).bearer_auth(&self.key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    pub async fn post_form(&self, body: Vec<u8>) -> (u16, Value) {
        let server = &self.product.server;
        let request = server.client.post(server.at("/api/imports")).bearer_auth(&self.key);
        let request = request.header("content-type", "multipart/form-data; boundary=edge").body(body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// The draft of a file that is to be taken.
    pub async fn draft(&self, bytes: impl AsRef<[u8]>) -> Value {
        let (status, import) = self.post_form(form("file", "people.csv", bytes.as_ref())).await;
        assert_eq!(status, 201, "{import}");
        import
    }

    /// Why a file is not taken.
    pub async fn refused(&self, bytes: impl AsRef<[u8]>) -> String {
        let (status, problem) = self.post_form(form("file", "people.csv", bytes.as_ref())).await;
        assert_eq!(status, 422, "{problem}");
        problem["errors"][0]["detail"].as_str().unwrap().to_owned()
    }

    pub async fn change(&self, import: &Value, changes: Value) -> Value {
        let (status, answer) = self.call(Method::PATCH, &path(import, ""), Some(changes)).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// Begins something that is to be taken.
    pub async fn begin(&self, import: &Value, act: &str) -> Value {
        let (status, answer) = self.call(Method::POST, &path(import, act), None).await;
        assert_eq!(status, 202, "{act}: {answer}");
        answer
    }

    /// The import once nothing is under way.
    pub async fn over(&self, import: &Value) -> Value {
        let over = async {
            loop {
                let (status, import) = self.call(Method::GET, &path(import, ""), None).await;
                assert_eq!(status, 200);
                if !["checking", "running"].contains(&import["status"].as_str().unwrap()) {
                    return import;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(100), over).await.expect("the import comes to an end")
    }

    pub async fn done(&self, import: &Value, act: &str) -> Value {
        self.begin(import, act).await;
        self.over(import).await
    }

    /// The import of a file, as it is suggested, when it has run.
    pub async fn run(&self, bytes: impl AsRef<[u8]>) -> Value {
        let draft = self.draft(bytes).await;
        let import = self.done(&draft, "run").await;
        assert_eq!(import["status"], "done", "{import}");
        import
    }

    /// External ids or e-mails of users that match, in the order of ids.
    pub async fn matching(&self, filter: Value) -> Vec<String> {
        let body = json!({"filter": {"version": 1, "root": {"all": [filter]}}, "sort": {"by": "user_id", "descending": false},
            "limit": 200});
        let (status, answer) = self.call(Method::POST, "/api/users/search", Some(body)).await;
        assert_eq!(status, 200, "{answer}");
        let users = answer["users"].as_array().unwrap().iter();
        users.map(|user| user["external_id"].as_str().or(user["email"].as_str()).unwrap_or("-").to_owned()).collect()
    }

    pub async fn text(&self, path: &str) -> String {
        let server = &self.product.server;
        let response = server.client.get(server.at(path)).bearer_auth(&self.key).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        response.text().await.unwrap()
    }
}

pub fn path(import: &Value, act: &str) -> String {
    let id = import["import_id"].as_str().unwrap();
    if act.is_empty() { format!("/api/imports/{id}") } else { format!("/api/imports/{id}/{act}") }
}

/// Created, updated, unchanged, skipped and rejected.
pub fn counts(import: &Value) -> [u64; 5] {
    ["created", "updated", "unchanged", "skipped", "rejected"].map(|member| import[member].as_u64().unwrap())
}

/// Rows and words of each cause.
pub fn causes(report: &Value) -> Vec<(String, Vec<u64>)> {
    let causes = report["causes"].as_array().unwrap().iter();
    let numbers = |cause: &Value| cause["row_numbers"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    let mut told: Vec<_> = causes.map(|cause| (cause["cause"].as_str().unwrap().to_owned(), numbers(cause))).collect();
    told.sort_by(|a: &(String, Vec<u64>), b| a.1.cmp(&b.1));
    told
}
