//! One user in full.

use crate::{api::users::UserRow, time::Instant};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/users/{user_id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The user as in the list, every attribute included.
    #[serde(flatten)]
    pub row: UserRow,
    /// The whole anonymous id that the visitor id stands for.
    pub anonymous_id: Option<String>,
    /// The latest activity, as `last_activity`.
    pub last_seen: Option<Instant>,
    /// Distinct experiences that the user had any interaction with.
    pub experiences_seen: u64,
}
