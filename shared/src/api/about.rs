//! What runs here, and how it is.

use serde::{Deserialize, Serialize};

/// The answer of `GET /api/about`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct About {
    /// The version of the server.
    pub version: String,
    /// The database: `SQLite` or `Postgres`.
    pub database: String,
    /// The bytes that it takes.
    pub bytes: u64,
    /// Users.
    pub users: u64,
    /// Events and interactions that are kept; `null` where counting them takes too long.
    pub events: Option<u64>,
    /// The number of changes so far.
    pub sequence: u64,
    /// The index in memory.
    pub index: IndexState,
    /// Milliseconds that the database took to answer.
    pub database_millis: u64,
    /// Jobs and imports that are under way.
    pub under_way: u64,
}

/// Where the index in memory stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum IndexState {
    /// The operator switched it off: filters are answered by the database.
    Off,
    /// It would need more memory than it may have: filters are answered by the database.
    TooLarge,
    /// It is being loaded; until then filters are answered by the database.
    Loading,
    /// It answers filters.
    Ready {
        /// The bytes that it takes.
        bytes: u64,
        /// Changes that it has not seen yet.
        behind: u64,
    },
}
