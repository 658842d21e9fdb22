//! What whoever shows experiences asks for.

use super::tags::SegmentName;
use serde::{Deserialize, Serialize};

/// The answer of `GET /v1/users/segments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserSegments {
    /// The segments that the user is in, by name.
    pub segments: Vec<SegmentName>,
}
