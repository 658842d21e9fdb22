//! A browser, as far as signing in is concerned: it keeps the cookie and says where its requests come from.

use crate::support::TestServer;
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::{Value, json};

/// An owner's password that nothing is wrong with.
pub const PASSWORD: &str = "a quiet brown harbour";
/// The owner's address.
pub const EMAIL: &str = "ada@example.com";

pub struct Browser<'a> {
    pub server: &'a TestServer,
    /// The pair of name and token.
    pub cookie: Option<String>,
    pub headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Null where there is none.
    pub body: Value,
}

impl<'a> Browser<'a> {
    /// A browser on one of our own pages.
    pub fn new(server: &'a TestServer) -> Self {
        Self { server, cookie: None, headers: vec![("origin", server.url.clone())] }
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.server.client.request(method, self.server.at(path));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        if let Some(set) = headers.get("set-cookie") {
            let (pair, marks) = set.to_str().unwrap().split_once(';').unwrap();
            self.cookie = (!marks.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer { status, headers, body }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// The word that tells what the page is to show first.
    pub async fn state(&mut self) -> String {
        let answer = self.get("/api/session").await;
        assert_eq!(answer.status, 200);
        answer.body["state"].as_str().unwrap().to_owned()
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/api/session", json!({ "email": email, "password": password })).await
    }

    /// Makes the owner by the link, and is signed in.
    pub async fn set_up(&mut self) -> Answer {
        let token = set_up_token(self.server).await;
        let answer = self.post("/api/session/set-up", set_up_body(&token)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer
    }
}

pub async fn set_up_token(server: &TestServer) -> String {
    let link = server::accounts::set_up_link(&server.state.database, &server.state.clock, &server.url).await.unwrap();
    let link = link.expect("there is no owner yet");
    link.strip_prefix(&format!("{}/set-up#", server.url)).unwrap().to_owned()
}

pub fn set_up_body(token: &str) -> Value {
    json!({ "token": token, "name": "Ada Lovelace", "email": EMAIL, "password": PASSWORD })
}
