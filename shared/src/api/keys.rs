//! Keys: write keys with which products send users and events, secret keys that open the API.

use crate::{ids::KeyId, time::Instant};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// Appends users and events; stands in every page of the product and is no secret.
    Write,
    /// Everything that the API can do.
    Secret,
}

impl KeyKind {
    /// The word that stands for it everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Secret => "secret",
        }
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl FromStr for KeyKind {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        [Self::Write, Self::Secret]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| "a key is of the kind write or secret".to_owned())
    }
}

/// A key, without itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Key {
    /// Names the key.
    pub key_id: KeyId,
    /// What it may do.
    pub kind: KeyKind,
    /// What it is called.
    pub name: String,
    /// How the key begins.
    pub prefix: String,
    /// When it was made.
    pub created: Instant,
    /// When it was last used, to the minute.
    pub last_used: Option<Instant>,
}

/// The answer of `GET /api/keys`: the keys that are valid, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Keys {
    /// The keys.
    pub keys: Vec<Key>,
}

/// The body of `POST /api/keys`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateKeyRequest {
    /// What the key is to be allowed.
    pub kind: KeyKind,
    /// What it is to be called, 1 to 80 characters.
    pub name: String,
}

/// The answer of `POST /api/keys`: the only time that the key itself is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedKey {
    /// The key itself.
    pub key: String,
    /// What is known of it from now on.
    #[serde(flatten)]
    pub entry: Key,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in [KeyKind::Write, KeyKind::Secret] {
            assert_eq!(kind.to_string().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        assert!("Write".parse::<KeyKind>().is_err());
    }
}
