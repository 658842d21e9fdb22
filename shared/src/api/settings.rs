//! Settings of the workspace.

use serde::{Deserialize, Serialize};

/// The answer of `GET /api/settings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// The name of the workspace; empty while it has none.
    pub name: String,
    /// The time zone by which days begin, a name of the IANA database such as `Europe/Zurich`.
    pub time_zone: String,
    /// The address under which the server is reached: links and code are written with it.
    pub public_url: String,
    /// The address that the server was started with, which holds where no other is set.
    pub started_url: String,
    /// Whether the product's clients have to prove who a user is.
    pub identity_required: bool,
}

/// The body of `PATCH /api/settings`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SettingsChange {
    /// The new name, at most 80 characters; empty to take it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The new time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The new address: `http://` or `https://` and a host; empty to go back to the one that the server was started with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Whether the product's clients have to prove who a user is; there must be a secret to do it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_required: Option<bool>,
}
