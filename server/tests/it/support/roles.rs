//! Callers of each role, signed in by cookie.

use super::TestServer;
use reqwest::{Method, RequestBuilder};
use server::{
    access::session::{self, Beginning},
    db::sql,
};

/// Somebody who is signed in.
pub struct Caller<'a> {
    server: &'a TestServer,
    cookie: String,
}

impl<'a> Caller<'a> {
    /// A new account of this role (`owner`, `editor`, `viewer`) and its session.
    pub async fn new(server: &'a TestServer, role: &'static str) -> Self {
        let (now, account_id) = (server.state.clock.now(), server.state.ids.next());
        let mut write = server.state.database.write().await.unwrap();
        let text = "insert into accounts (account_id, name, email, email_key, password_hash, role, created_at) \
                    values ($1, $2, $2, $3, '', $2, 0)";
        let insert = sql(text).bind(account_id).bind(role).bind(format!("{role}{account_id}"));
        write.execute(insert).await.unwrap();
        let token = format!("token-of-{account_id}");
        let id = shared::ids::AccountId(account_id);
        session::open(&mut write, id, &token, Beginning { client: "Test", ..Beginning::default() }, now).await.unwrap();
        write.commit().await.unwrap();
        Self { server, cookie: format!("rollcall_session={token}") }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.request_from(method, path, &self.server.url)
    }

    /// A request that a page of another origin makes.
    pub fn request_from(&self, method: Method, path: &str, origin: &str) -> RequestBuilder {
        let request = self.server.client.request(method, self.server.at(path));
        request.header("cookie", &self.cookie).header("origin", origin)
    }

    /// The status of a call without a body.
    pub async fn status(&self, method: Method, path: &str) -> u16 {
        self.request(method, path).send().await.unwrap().status().as_u16()
    }
}
