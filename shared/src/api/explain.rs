//! Why a filter matches one user, or does not: every node of it with its own answer.

use super::filter::FilterDocument;
use serde::{Deserialize, Serialize};

/// The body of `POST /api/users/{user_id}/explain`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExplainRequest {
    /// The filter.
    pub filter: FilterDocument,
}

/// The answer of `POST /api/users/{user_id}/explain`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainAnswer {
    /// The whole filter.
    pub root: Explained,
    /// The change that the answer has seen last; larger is later.
    pub sequence: u64,
}

/// A node of a filter and whether the user matches it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explained {
    /// Where the node stands in the filter's document.
    pub pointer: String,
    /// The node's word in the document: `all`, `property`, `event`.
    pub kind: String,
    /// What it asks for.
    pub sentence: String,
    /// Whether the user matches it; `null` for what is muted.
    pub matches: Option<bool>,
    /// The nodes in it.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub children: Vec<Explained>,
}
