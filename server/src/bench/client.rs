//! A light client: one connection that stays open, as a browser and an SDK have one.

use crate::cli::CommandError;
use axum::{
    body::Bytes,
    http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header},
};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::Incoming,
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

const JSON: &str = "application/json";

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
        let response = self.send(Method::GET, path, JSON, Bytes::new()).await?;
        Ok(response.into_body().collect().await?.to_bytes())
    }

    /// Posts JSON to a path.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(super) async fn post(&mut self, path: &str, body: impl Into<Bytes>) -> Result<Bytes, CommandError> {
        let response = self.send(Method::POST, path, JSON, body.into()).await?;
        Ok(response.into_body().collect().await?.to_bytes())
    }

    /// Posts a file as a form has it.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(super) async fn upload(&mut self, path: &str, name: &str, file: &str) -> Result<Bytes, CommandError> {
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = format!("{head}{file}\r\n--edge--\r\n");
        let response = self.send(Method::POST, path, "multipart/form-data; boundary=edge", body.into()).await?;
        Ok(response.into_body().collect().await?.to_bytes())
    }

    /// Gets a path and lets what comes go by; tells how many bytes came.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(super) async fn drain(&mut self, path: &str) -> Result<u64, CommandError> {
        let mut body = self.send(Method::GET, path, JSON, Bytes::new()).await?.into_body();
        let mut bytes = 0;
        while let Some(frame) = body.frame().await {
            bytes += frame?.data_ref().map_or(0, Bytes::len) as u64;
        }
        Ok(bytes)
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        content_type: &'static str,
        body: Bytes,
    ) -> Result<Response<Incoming>, CommandError> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.target.authority)
            .header(header::AUTHORIZATION, &self.target.authorization)
            .header(header::CONTENT_TYPE, content_type)
            .body(Full::new(body))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let body = response.into_body().collect().await?.to_bytes();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            return Err(Stopped.into());
        }
        let told = String::from_utf8_lossy(&body);
        Err(format!("{path} was answered {status}: {}", told.chars().take(300).collect::<String>()).into())
    }
}
