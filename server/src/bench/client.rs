//! A light client: one connection that stays open, as a browser and an SDK have one.

use crate::cli::CommandError;
use axum::{
    body::Bytes,
    http::{HeaderValue, Method, Request, StatusCode, Uri, header},
};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Which server, and as whom.
#[derive(Clone, Debug)]
pub(super) struct Target {
    authority: String,
    authorization: HeaderValue,
}

impl Target {
    /// A server's address and a secret key.
    ///
    /// # Errors
    /// When the address is not of plain HTTP, or the key cannot be sent.
    pub(super) fn new(url: &str, secret: &str) -> Result<Self, CommandError> {
        let uri: Uri = url.parse()?;
        let authority = uri.authority().filter(|_| uri.scheme_str() == Some("http"));
        let authority = authority.ok_or("the server's address is like http://127.0.0.1:3000")?.to_string();
        let authorization = HeaderValue::try_from(format!("Bearer {secret}"))?;
        Ok(Self { authority, authorization })
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub(super) async fn connect(&self) -> Result<Client, CommandError> {
        let address =
            if self.authority.contains(':') { self.authority.clone() } else { format!("{}:80", self.authority) };
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // A broken connection shows in the request that waits on it.
            let _ = connection.await;
        });
        Ok(Client { sender, target: self.clone() })
    }
}

/// The server gave up a query that took too long.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a query took too long and was stopped")]
pub(super) struct Stopped;

/// An open connection.
pub(super) struct Client {
    sender: SendRequest<Full<Bytes>>,
    target: Target,
}

impl Client {
    /// Gets a path, as JSON.
    ///
    /// # Errors
    /// When the connection fails or the answer is not 2xx; [`Stopped`] where that is 503.
    pub(super) async fn get(&mut self, path: &str) -> Result<Bytes, CommandError> {
        self.send(Method::GET, path, Bytes::new()).await
    }

    /// Posts JSON to a path.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(super) async fn post(&mut self, path: &str, body: impl Into<Bytes>) -> Result<Bytes, CommandError> {
        self.send(Method::POST, path, body.into()).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Result<Bytes, CommandError> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.target.authority)
            .header(header::AUTHORIZATION, &self.target.authorization)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(body))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            return Err(Stopped.into());
        }
        if !status.is_success() {
            let told = String::from_utf8_lossy(&body);
            return Err(format!("{path} was answered {status}: {}", told.chars().take(300).collect::<String>()).into());
        }
        Ok(body)
    }
}
