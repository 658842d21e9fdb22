//! Errors on the wire: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// What went wrong with a request, in words for the person who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable name of the kind of problem: `about:blank` where the status says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What happened this time, in a sentence.
    pub detail: String,
    /// The places in the request that are wrong.
    #[serde(default)]
    pub errors: Vec<ProblemAt>,
    /// Finds the request in the server's log.
    pub request_id: String,
}

/// One wrong place of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemAt {
    /// A JSON pointer (RFC 6901) into the request.
    pub pointer: String,
    /// What is wrong there, in a sentence.
    pub detail: String,
}
