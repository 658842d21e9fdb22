//! The ID token: who signed in, as the provider says it and signs it.

use super::{
    http::Trouble,
    keys::{Algorithm, Keys},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer};
use shared::time::Instant;

/// Longest token that is looked at.
const LONGEST: usize = 32 << 10;
/// How far the clocks of two machines may be apart, in seconds.
const LEEWAY: i64 = 60;

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// What has to be understood and is not.
    crit: Option<serde_json::Value>,
}

/// What a token says, or the provider on being asked.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Claims {
    /// The provider's id of the person.
    pub sub: String,
    /// The address.
    pub email: Option<String>,
    /// Whether the provider knows that it is theirs.
    #[serde(default, deserialize_with = "truth")]
    pub email_verified: bool,
    /// The name.
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct Bounds {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Some providers write their booleans as texts.
fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value == serde_json::Value::Bool(true) || value == "true")
}

/// What a token has to be.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Instant,
}

/// Why a token is not believed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unbelieved {
    /// Perhaps there is a new key.
    #[error("the signature of its token is by none of its keys")]
    Signature,
    /// Something else is wrong.
    #[error("{0}")]
    Wrong(&'static str),
    /// It is not what it should be.
    #[error("its token cannot be read: {0}")]
    Unreadable(Trouble),
}

use Unbelieved::{Signature, Wrong};

/// Looks at a token; what it says is only given when all of it is right.
pub(super) fn verified(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Unbelieved> {
    if token.len() > LONGEST {
        return Err(Wrong("its token is too long"));
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else { return Err(Wrong("its token has not three parts")) };
    let told: Header = read(header)?;
    if told.crit.is_some() {
        return Err(Wrong("its token asks for what is not understood"));
    }
    let algorithm = Algorithm::read(&told.alg).ok_or(Wrong("its token is signed neither with RS256 nor with ES256"))?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|error| Unbelieved::Unreadable(error.into()))?;
    let signed = &token.as_bytes()[..header.len() + 1 + payload.len()];
    if !keys.signed(algorithm, told.kid.as_deref(), signed, &signature) {
        return Err(Signature);
    }
    bounded(&read(payload)?, expected)?;
    read(payload)
}

fn read<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, Unbelieved> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|error| Unbelieved::Unreadable(error.into()))?;
    serde_json::from_slice(&bytes).map_err(|error| Unbelieved::Unreadable(error.into()))
}

fn bounded(bounds: &Bounds, expected: &Expected<'_>) -> Result<(), Unbelieved> {
    let (ours, several) = match &bounds.aud {
        Audience::One(audience) => (audience == expected.client_id, false),
        Audience::Many(all) => (all.iter().any(|audience| audience == expected.client_id), all.len() > 1),
    };
    let azp = bounds.azp.as_deref();
    let now = expected.now.0 as f64 / 1000.0;
    let leeway = LEEWAY as f64;
    let checks = [
        (bounds.iss == expected.issuer, "its token is of another issuer"),
        (ours, "its token is for another client"),
        (
            azp.is_none_or(|azp| azp == expected.client_id) && (!several || azp.is_some()),
            "its token was made for another client",
        ),
        (bounds.exp + leeway > now, "its token has expired"),
        (bounds.iat - leeway < now, "its token is of the future"),
        (bounds.nbf.is_none_or(|nbf| nbf - leeway < now), "its token is not valid yet"),
        (bounds.nonce.as_deref() == Some(expected.nonce), "its token belongs to another try"),
    ];
    match checks.into_iter().find(|(is_right, _)| !is_right) {
        Some((_, why)) => Err(Wrong(why)),
        None => Ok(()),
    }
}
