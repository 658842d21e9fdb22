//! How many users a filter matches.

use super::filter::FilterDocument;
use serde::{Deserialize, Serialize};

/// The body of `POST /api/users/count`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CountRequest {
    /// The filter.
    pub filter: FilterDocument,
    /// Whether every node is counted, too.
    #[serde(default)]
    pub each: bool,
    /// Whether it is told what the total would be without each node; says `each` as well.
    #[serde(default)]
    pub without: bool,
    /// Text that a list is narrowed to as well; see `SearchRequest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The answer of `POST /api/users/count`. All numbers are of one state, the one that `sequence` names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountAnswer {
    /// Users that match.
    pub total: u64,
    /// Users that match and contain the text, which a list of both shows; absent without a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_text: Option<u64>,
    /// Users in all.
    pub of: u64,
    /// The change that the answer has seen last; larger is later.
    pub sequence: u64,
    /// Every group and condition that is not muted, the root first; empty unless `each` was asked for.
    pub nodes: Vec<NodeCount>,
    /// How long counting took, in millionths of a second.
    pub took_micros: u64,
}

/// Users of one node of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeCount {
    /// Where the node stands in the filter's document.
    pub pointer: String,
    /// Users that match the node.
    pub total: u64,
    /// Users that would match the whole filter if the node were muted. Only for children of `all` and `any`, the only
    /// nodes that can be muted, and where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<u64>,
}
