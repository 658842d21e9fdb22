//! What a provider says of itself: the discovery document.

use super::http::{Http, Trouble, address};
use axum::http::Uri;
use serde::Deserialize;

#[derive(Deserialize)]
struct Told {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Where a provider is asked for what.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its name for itself, as ID tokens have it.
    pub(super) issuer: String,
    /// Where the browser is sent.
    pub(super) authorization: String,
    /// Where a code is exchanged.
    pub(super) token: Uri,
    /// Where its keys are.
    pub(super) keys: Uri,
    /// Where it says more of a person.
    pub(super) userinfo: Option<Uri>,
    /// Whether the secret of the client goes into the body, and not into a header.
    pub(super) secret_in_body: bool,
}

impl Document {
    /// Fetches it.
    ///
    /// # Errors
    /// When it cannot be had, is of another issuer, or names what may not be asked.
    pub(super) async fn fetch(http: &Http, issuer: &str) -> Result<Self, Trouble> {
        let place = format!("{issuer}/.well-known/openid-configuration");
        let place = address(&place).ok_or("its address cannot be asked")?;
        Self::read(&http.get(&place, None).await?, issuer)
    }

    fn read(bytes: &[u8], issuer: &str) -> Result<Self, Trouble> {
        let told: Told = serde_json::from_slice(bytes)?;
        if told.issuer.trim_end_matches('/') != issuer {
            return Err("its discovery document is of another issuer".into());
        }
        let place = |text: &str| address(text).ok_or_else(|| Trouble::from("it names an address that cannot be asked"));
        // Where the list is absent, the header is what everybody understands.
        let ways = told.token_endpoint_auth_methods_supported.unwrap_or_default();
        let understands = |way: &str| ways.iter().any(|one| one == way);
        place(&told.authorization_endpoint)?;
        Ok(Self {
            token: place(&told.token_endpoint)?,
            keys: place(&told.jwks_uri)?,
            userinfo: told.userinfo_endpoint.as_deref().map(place).transpose()?,
            authorization: told.authorization_endpoint,
            secret_in_body: understands("client_secret_post") && !understands("client_secret_basic"),
            issuer: told.issuer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_is_of_its_issuer_and_names_what_can_be_asked() {
        let told = json!({
            "issuer": "https://id.example.com/", "authorization_endpoint": "https://id.example.com/authorize",
            "token_endpoint": "https://id.example.com/token", "jwks_uri": "https://id.example.com/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"], "more": [1],
        });
        let read = |told: &serde_json::Value, issuer: &str| Document::read(told.to_string().as_bytes(), issuer);
        let document = read(&told, "https://id.example.com").unwrap();
        assert_eq!((document.issuer.as_str(), document.secret_in_body), ("https://id.example.com/", true));
        assert!(document.userinfo.is_none());
        assert!(read(&told, "https://id.example.org").is_err());
        for key in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            for wrong in [json!("http://id.example.com/x"), json!("javascript:alert(1)"), json!(null)] {
                let mut told = told.clone();
                told[key] = wrong;
                assert!(read(&told, "https://id.example.com").is_err(), "{told}");
            }
        }
    }
}
