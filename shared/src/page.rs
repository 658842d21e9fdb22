//! Places in a sorted list.

use serde::{Deserialize, Serialize};

/// An opaque place in a sorted list, as an answer gave it; sent back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cursor(pub String);

/// Numbered pages reach this many rows deep; beyond it only next and previous lead on.
pub const NUMBERED_ROWS: u64 = 10_000;
