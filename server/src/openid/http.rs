//! The few small requests to a provider: by TLS with the roots that the system trusts, and without it only to this machine.

use axum::{
    body::Bytes,
    http::{HeaderValue, Method, Request, StatusCode, Uri, header},
};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const LARGEST: usize = 256 << 10;

/// Why there is no answer, for the log: it names neither secrets nor people.
pub(super) type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Sends requests.
pub(super) struct Http(TlsConnector);

impl Http {
    /// With the roots that the system trusts.
    ///
    /// # Errors
    /// When the system trusts none.
    pub(super) fn of_system() -> Result<Self, Trouble> {
        let mut roots = RootCertStore::empty();
        let found = rustls_native_certs::load_native_certs();
        roots.add_parsable_certificates(found.certs);
        if roots.is_empty() {
            return Err("the system trusts no certificates: install its ca-certificates".into());
        }
        Self::trusting(roots)
    }

    /// With these roots.
    ///
    /// # Errors
    /// When TLS cannot be had.
    pub(super) fn trusting(roots: RootCertStore) -> Result<Self, Trouble> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// Asks for JSON; `bearer` is the token to ask with.
    pub(super) async fn get(&self, uri: &Uri, bearer: Option<&str>) -> Result<Bytes, Trouble> {
        let authorization = bearer.map(|token| format!("Bearer {token}"));
        self.send(uri, Method::GET, authorization, String::new()).await
    }

    /// Posts a form.
    pub(super) async fn post(&self, uri: &Uri, authorization: Option<String>, form: String) -> Result<Bytes, Trouble> {
        self.send(uri, Method::POST, authorization, form).await
    }

    async fn send(
        &self,
        uri: &Uri,
        method: Method,
        authorization: Option<String>,
        form: String,
    ) -> Result<Bytes, Trouble> {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let host = uri.authority().map(|authority| authority.as_str()).unwrap_or_default();
        let mut request = Request::builder()
            .method(&method)
            .uri(path)
            .header(header::HOST, host)
            .header(header::ACCEPT, "application/json")
            .header(header::USER_AGENT, "rollcall");
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(authorization) = authorization {
            let mut value = HeaderValue::try_from(authorization)?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        let request = request.body(Full::new(Bytes::from(form)))?;
        let answer = tokio::time::timeout(PATIENCE, self.exchange(uri, request)).await;
        let (status, body) = answer.map_err(|_| "it did not answer in time")??;
        if status.is_success() { Ok(body) } else { Err(format!("it answered with the status {status}").into()) }
    }

    async fn exchange(&self, uri: &Uri, request: Request<Full<Bytes>>) -> Result<(StatusCode, Bytes), Trouble> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let is_secure = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let stream = TcpStream::connect((host.as_str(), port)).await?;
        if is_secure {
            over(self.0.connect(ServerName::try_from(host)?, stream).await?, request).await
        } else {
            over(stream, request).await
        }
    }
}

async fn over(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), Trouble> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the sender; what goes wrong with it, the sender says.
    tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    let status = response.status();
    let body = Limited::new(response.into_body(), LARGEST).collect().await?.to_bytes();
    Ok((status, body))
}

/// Reads an address that may be asked: by https, or on this machine.
pub(super) fn address(text: &str) -> Option<Uri> {
    let uri: Uri = text.parse().ok()?;
    let host = uri.host().filter(|host| !host.is_empty())?;
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    let may = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_here,
        Some(_) | None => false,
    };
    (may && !has_user).then_some(uri)
}

/// Names and values as a form or a query has them.
pub(super) fn encoded(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text with everything escaped but letters, digits and `-._~`.
pub(crate) fn escaped(text: &str) -> String {
    let mut answer = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            answer.push(char::from(byte));
        } else {
            answer.push_str(&format!("%{byte:02X}"));
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivatePkcs8KeyDer},
    };
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };
    use tokio_rustls::TlsAcceptor;

    const CERTIFICATE: &[u8] = include_bytes!("test_certificate.der");
    const KEY: &[u8] = include_bytes!("test_key.der");

    /// A server of TLS that answers one request; its address.
    async fn server() -> String {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let chain = vec![CertificateDer::from(CERTIFICATE)];
        let config =
            config.with_no_client_auth().with_single_cert(chain, PrivatePkcs8KeyDer::from(KEY).into()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = TlsAcceptor::from(Arc::new(config)).accept(stream).await else { return };
            let mut read = [0; 1024];
            let read = stream.read(&mut read).await.map(|length| read[..length].to_vec()).unwrap();
            assert!(read.starts_with(b"GET /keys?a=b HTTP/1.1\r\n"), "{}", String::from_utf8_lossy(&read));
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
            stream.write_all(answer).await.unwrap();
            stream.flush().await.unwrap();
        });
        format!("https://localhost:{port}/keys?a=b")
    }

    #[tokio::test]
    async fn a_certificate_has_to_be_trusted() {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(CERTIFICATE)).unwrap();
        let uri = address(&server().await).unwrap();
        assert_eq!(Http::trusting(roots.clone()).unwrap().get(&uri, None).await.unwrap(), "{}");
        let by_number = server().await.replace("localhost", "127.0.0.1");
        let refused = Http::trusting(roots).unwrap().get(&address(&by_number).unwrap(), None).await;
        assert!(refused.unwrap_err().to_string().contains("certificate"), "the name is another one");
        let uri = address(&server().await).unwrap();
        if let Ok(system) = Http::of_system() {
            let refused = system.get(&uri, None).await.unwrap_err().to_string();
            assert!(refused.contains("certificate"), "{refused}");
        }
    }

    #[test]
    fn only_this_machine_is_asked_without_tls() {
        for text in ["https://a.example.com", "https://a.example.com/x?y=z", "http://127.0.0.1:9", "http://[::1]:9/x"] {
            assert!(address(text).is_some(), "{text}");
        }
        for text in
            ["http://a.example.com", "ftp://a.example.com", "a.example.com", "/x", "https://u@a.example.com", ""]
        {
            assert!(address(text).is_none(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_escaped() {
        assert_eq!(encoded(&[("a b", "ä&="), ("c", "x-._~/")]), "a%20b=%C3%A4%26%3D&c=x-._~%2F");
    }
}
