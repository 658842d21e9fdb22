//! A provider, as the operator configured it.

use super::{
    document::Document,
    flow::Flow,
    http::{Http, Trouble, address, encoded, escaped},
    jwt::{Claims, Expected, Unbelieved, verified},
    keys::Keys,
};
use crate::config::ServeOptions;
use base64::{Engine, engine::general_purpose::STANDARD};
use rustls::RootCertStore;
use serde::Deserialize;
use shared::time::Instant;
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// How long it is remembered what a provider says of itself.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);
/// How soon its keys may be asked for again, when none fits.
const AGAIN: Duration = Duration::from_secs(30);

/// Why nobody is signed in. The inside story is for the log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It cannot be reached, or what it says cannot be read.
    #[error("the sign-in provider cannot be asked: {0}")]
    Unreachable(Trouble),
    /// What it says is not to be believed.
    #[error("the sign-in provider is not believed: {0}")]
    Unbelieved(Trouble),
}

/// Who may sign in with it is said elsewhere.
pub struct Provider {
    /// Its name on the button.
    pub name: String,
    /// Domains whose people get an account by signing in.
    pub domains: Vec<String>,
    issuer: String,
    client_id: String,
    client_secret: Option<String>,
    http: Http,
    known: Mutex<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    document: Document,
    keys: Arc<Keys>,
    since: std::time::Instant,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

impl Provider {
    /// The one that the operator configured, if any.
    ///
    /// # Errors
    /// What is wrong with the options.
    pub fn of(options: &ServeOptions) -> Result<Option<Self>, Trouble> {
        let (Some(issuer), Some(client_id)) = (&options.oidc_issuer, &options.oidc_client_id) else { return Ok(None) };
        let issuer = issuer.trim().trim_end_matches('/').to_owned();
        if address(&issuer).is_none_or(|uri| uri.query().is_some()) {
            return Err("--oidc-issuer: give an address that begins with https://".into());
        }
        let secret = |path: &std::path::PathBuf| {
            let text = std::fs::read_to_string(path);
            text.map_err(|error| format!("the client secret in {} cannot be read: {error}", path.display()))
        };
        let client_secret = options.oidc_client_secret_file.as_ref().map(secret).transpose()?;
        Ok(Some(Self {
            name: options.oidc_name.trim().to_owned(),
            domains: options.oidc_domain.iter().map(|domain| domain.trim().to_lowercase()).collect(),
            client_id: client_id.clone(),
            client_secret: client_secret.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
            // On this machine nothing is asked by TLS.
            http: if issuer.starts_with("https:") {
                Http::of_system()?
            } else {
                Http::trusting(RootCertStore::empty())?
            },
            issuer,
            known: Mutex::new(None),
        }))
    }

    /// Where a browser is sent to sign in.
    ///
    /// # Errors
    /// When the provider cannot be asked.
    pub async fn begin(&self, flow: &Flow, back_to: &str) -> Result<String, Failure> {
        let known = self.known(REMEMBERED).await?;
        let query = encoded(&[
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", back_to),
            ("scope", "openid email profile"),
            ("state", &flow.state),
            ("nonce", &flow.nonce),
            ("code_challenge", &flow.challenge()),
            ("code_challenge_method", "S256"),
        ]);
        let place = &known.document.authorization;
        let joint = if place.contains('?') { '&' } else { '?' };
        Ok(format!("{place}{joint}{query}"))
    }

    /// Who came back with this code.
    ///
    /// # Errors
    /// When the provider cannot be asked, or is not to be believed.
    pub async fn end(&self, flow: &Flow, back_to: &str, code: &str, now: Instant) -> Result<Claims, Failure> {
        let mut known = self.known(REMEMBERED).await?;
        let tokens = self.exchange(&known.document, flow, back_to, code).await?;
        let believed = |known: &Known| {
            let Document { issuer, .. } = &known.document;
            let expected = Expected { issuer, client_id: &self.client_id, nonce: &flow.nonce, now };
            verified(&tokens.id_token, &known.keys, &expected)
        };
        let claims = match believed(&known) {
            Err(Unbelieved::Signature) => {
                known = self.known(AGAIN).await?;
                believed(&known)
            }
            other => other,
        };
        let claims = claims.map_err(|error| Failure::Unbelieved(error.into()))?;
        match (&claims.email, &known.document.userinfo, &tokens.access_token) {
            // Some leave out of the token what they say on being asked.
            (None, Some(userinfo), Some(token)) => {
                let told = self.http.get(userinfo, Some(token)).await.map_err(Failure::Unreachable)?;
                let told: Claims = serde_json::from_slice(&told).map_err(|error| Failure::Unreachable(error.into()))?;
                if told.sub == claims.sub {
                    Ok(told)
                } else {
                    Err(Failure::Unbelieved("it tells of another person than the token".into()))
                }
            }
            _ => Ok(claims),
        }
    }

    async fn exchange(&self, document: &Document, flow: &Flow, back_to: &str, code: &str) -> Result<Tokens, Failure> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back_to),
            ("code_verifier", &flow.verifier),
        ];
        let mut authorization = None;
        match &self.client_secret {
            Some(secret) if !document.secret_in_body => {
                let pair = format!("{}:{}", escaped(&self.client_id), escaped(secret));
                authorization = Some(format!("Basic {}", STANDARD.encode(pair)));
            }
            Some(secret) => form.extend([("client_id", self.client_id.as_str()), ("client_secret", secret)]),
            None => form.push(("client_id", &self.client_id)),
        }
        let answer = self.http.post(&document.token, authorization, encoded(&form)).await;
        serde_json::from_slice(&answer.map_err(Failure::Unreachable)?)
            .map_err(|error| Failure::Unreachable(error.into()))
    }

    /// What it says of itself, and its keys, not older than this.
    async fn known(&self, age: Duration) -> Result<Known, Failure> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| known.since.elapsed() < age) {
            return Ok(known.clone());
        }
        let since = std::time::Instant::now();
        let document = Document::fetch(&self.http, &self.issuer).await.map_err(Failure::Unreachable)?;
        let keys = self.http.get(&document.keys, None).await.map_err(Failure::Unreachable)?;
        let keys = Arc::new(Keys::read(&keys).map_err(Failure::Unreachable)?);
        Ok(known.insert(Known { document, keys, since }).clone())
    }
}
