//! A server on a socket, with the real routes on a test's database.

use super::TestDatabase;
use clap::Parser;
use server::{
    accounts,
    cli::{Arguments, Command},
    clock::Clock,
    index::{Evaluator, Reading},
    serve::build_state,
    state::State,
    web,
};
use shared::api::keys::KeyKind;
use std::{net::SocketAddr, time::Duration};

/// A running server.
pub struct TestServer {
    pub state: State,
    pub url: String,
    pub client: reqwest::Client,
    task: tokio::task::JoinHandle<()>,
}

impl TestServer {
    /// Starts on the machine's clock, without further options.
    pub async fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, Clock::System, &[]).await
    }

    /// Starts on a clock, with options of `rollcall serve`.
    pub async fn start_with(database: &TestDatabase, clock: Clock, options: &[&str]) -> Self {
        let arguments = Arguments::parse_from(["rollcall", "serve"].iter().chain(options));
        let Command::Serve(options) = arguments.command else { unreachable!("serve was asked for") };
        accounts::first_start(&database.database, &clock, &options).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let public_url = options.public_url.as_deref().unwrap_or(&url);
        let state =
            build_state(database.database.clone(), clock, &options, public_url, database.folder()).await.unwrap();
        let service = web::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { state, url, client, task }
    }

    /// The address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Waits until the server has seen that there are so many users, which it does a moment after a commit.
    pub async fn sees(&self, total: u64) {
        let mut seen = self.state.changes.subscribe();
        let wait = seen.wait_for(|seen| seen.total == total);
        tokio::time::timeout(Duration::from_secs(10), wait).await.expect("so many users are never seen").unwrap();
    }

    /// A state that the index stands at, as soon as there is one.
    pub async fn by_index(&self) -> Reading {
        let State { index, database, changes, .. } = &self.state;
        let found = async {
            loop {
                let reading = index.read(database, changes, None).await.unwrap();
                if reading.evaluator() == Evaluator::Index {
                    return reading;
                }
                let sequence = reading.seen.sequence;
                drop(reading);
                index.reaches(sequence).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), found).await.expect("the index comes to a state in time")
    }

    /// A new secret key: `client.get(server.at("/api/...")).bearer_auth(server.secret_key().await)`.
    pub async fn secret_key(&self) -> String {
        self.key(KeyKind::Secret).await
    }

    /// A new write key.
    pub async fn write_key(&self) -> String {
        self.key(KeyKind::Write).await
    }

    async fn key(&self, kind: KeyKind) -> String {
        let now = self.state.clock.now();
        let mut write = self.state.database.write().await.unwrap();
        let key = accounts::create_key(&mut write, &self.state.ids, kind, "Test", now, rand::random()).await.unwrap();
        write.commit().await.unwrap();
        key.key
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
