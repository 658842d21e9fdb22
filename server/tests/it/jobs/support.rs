//! Asking for jobs, and waiting for their end.

use crate::{
    support::{TestDatabase, TestServer},
    users::fixture,
};
use rand::SeedableRng;
use reqwest::Method;
use serde_json::{Value, json};
use server::db::{Database, sql};
use std::time::Duration;

pub struct Asker {
    pub server: TestServer,
    pub key: String,
}

impl Asker {
    /// A server with this many users and the tags 1 (Beta) and 2 (VIP).
    pub async fn start(database: &TestDatabase, users: i64) -> Self {
        let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(5), users);
        fixture::insert(database, &people).await;
        let mut writer = database.write().await.unwrap();
        let insert = "insert into tags (tag_id, name, name_key, color, created_at) \
                      values (1, 'Beta', 'beta', 'red', 0), (2, 'VIP', 'vip', 'blue', 0)";
        writer.execute(sql(insert)).await.unwrap();
        writer.commit().await.unwrap();
        let server = TestServer::start(database).await;
        let key = server.secret_key().await;
        Self { server, key }
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let mut request = self.server.client.request(method, self.server.at(path)).bearer_auth(&self.key);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    /// The job, which is to be taken.
    pub async fn ask(&self, body: Value) -> Value {
        let (status, job) = self.call(Method::POST, "/api/jobs", Some(&body)).await;
        assert_eq!(status, 202, "{body}: {job}");
        job
    }

    /// The job when it is over.
    pub async fn end(&self, job: &Value) -> Value {
        let path = format!("/api/jobs/{}", job["job_id"].as_str().unwrap());
        let over = async {
            loop {
                let (status, job) = self.call(Method::GET, &path, None).await;
                assert_eq!(status, 200);
                if !["queued", "running"].contains(&job["status"].as_str().unwrap()) {
                    return job;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), over).await.expect("the job ends")
    }
}

/// All that match, with what the test wants to say besides.
pub fn job(action: &str, filter: &Value, expected: usize, more: Value) -> Value {
    let filter = json!({"version": 1, "root": filter});
    let mut body = json!({"action": action, "filter": filter, "expected": expected});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// One number a row.
pub async fn numbers(database: &Database, text: &'static str) -> Vec<i64> {
    let rows: Vec<(i64,)> = database.snapshot().await.unwrap().all(sql(text)).await.unwrap();
    rows.into_iter().map(|(number,)| number).collect()
}

/// The members that a job's answer has without what each run makes anew.
pub fn told(job: &Value) -> Value {
    let mut job = job.clone();
    let members = job.as_object_mut().unwrap();
    for member in ["job_id", "created", "finished"] {
        members.remove(member).unwrap();
    }
    job
}
