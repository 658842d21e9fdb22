//! The stream of changes, `GET /api/live`: server-sent events whose name says what changed and whose data is JSON.

use serde::{Deserialize, Serialize};

/// The data of the event `users`: something about users changed. At most two a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsersChanged {
    /// The change that the server has seen last.
    pub sequence: u64,
    /// How many users there are now.
    pub total: u64,
}

/// The data of the event `segment`: a segment, a tag, a setting or another definition changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefinitionsChanged {
    /// The change that it was; 0 before the first.
    pub sequence: u64,
}
