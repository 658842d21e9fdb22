//! One user in full.

use crate::{
    api::{catalogue::AttributeKind, segments::Membership, users::User},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/users/{user_id}`. Reads as its [`User`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The user as in the list.
    #[serde(flatten)]
    pub user: User,
    /// The whole anonymous id that the visitor id stands for.
    pub anonymous_id: Option<String>,
    /// The latest activity, as `last_activity`.
    pub last_seen: Option<Instant>,
    /// Distinct experiences that the user had any interaction with.
    pub experiences_seen: u64,
    /// The segments that the user is in now, by name.
    pub segments: Vec<Membership>,
    /// Everything known of the user, natives first, then attributes by name.
    pub attributes: Vec<ProfileAttribute>,
}

impl std::ops::Deref for Profile {
    type Target = User;
    fn deref(&self) -> &User {
        &self.user
    }
}

/// One line of the profile's table of attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileAttribute {
    /// The key: of a native one `name`, `email`, `user_id`, `visitor_id`, `language`, `created`.
    pub key: String,
    /// The name shown.
    pub name: String,
    /// The kind of its values.
    pub kind: AttributeKind,
    /// The value, an instant in RFC 3339; `null` where it has none of its kind.
    pub value: serde_json::Value,
    /// The value as it was sent, where it is of another kind and so counts as missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<serde_json::Value>,
    /// Where the value came from.
    pub source: Source,
    /// The integration that brought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration: Option<String>,
    /// When it was last set.
    pub updated: Option<Instant>,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Rollcall itself.
    Native,
    /// A client in a browser.
    Sdk,
    /// A client on a server.
    Server,
    /// An import.
    Csv,
    /// The API with a secret key.
    Api,
    /// Somebody in the dashboard.
    Dashboard,
    /// An integration, which has a name.
    Integration,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 7] =
        [Self::Native, Self::Sdk, Self::Server, Self::Csv, Self::Api, Self::Dashboard, Self::Integration];

    /// Its word, as stored and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Sdk => "sdk",
            Self::Server => "server",
            Self::Csv => "csv",
            Self::Api => "api",
            Self::Dashboard => "dashboard",
            Self::Integration => "integration",
        }
    }

    /// What people call it; an integration by its name, where that is known.
    #[must_use]
    pub fn label(self, integration: Option<&str>) -> &str {
        match self {
            Self::Native => "Native",
            Self::Sdk => "SDK",
            Self::Server => "Server",
            Self::Csv => "CSV",
            Self::Api => "API",
            Self::Dashboard => "Dashboard",
            Self::Integration => integration.unwrap_or("Integration"),
        }
    }

    /// The source of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == word)
    }
}
