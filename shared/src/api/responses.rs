//! What a user answered, newest first.

use super::filter::FilterDocument;
use crate::{filter::QuestionKind, ids::ActivityId, page::Cursor, time::Instant};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/users/{user_id}/responses`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Responses {
    /// A page of what the user answered, newest first.
    pub responses: Vec<Response>,
    /// The place that the next page follows; `null` at the end.
    pub next: Option<Cursor>,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Response {
    /// Names it among all that the user did.
    pub id: ActivityId,
    /// When it was given.
    pub at: Instant,
    /// The product's id of the experience.
    pub experience_id: String,
    /// The experience's name.
    pub experience_name: String,
    /// The step that it was given at, where that is known.
    pub step: Option<u32>,
    /// The product's id of the question.
    pub question_id: String,
    /// The question's words.
    pub question: String,
    /// What its answers are.
    pub question_kind: QuestionKind,
    /// The answer as it was sent: a number, a text, a list.
    pub answer: serde_json::Value,
    /// The filter that finds everyone who answered the same; `null` where none can.
    pub filter: Option<FilterDocument>,
}
