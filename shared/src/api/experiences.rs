//! Experiences: how often users had to do with each, its questions, and where it is used.

use crate::{
    api::{catalogue::QuestionField, tags::SegmentName},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/catalogue/experiences`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Experiences {
    /// Experiences, by name.
    pub experiences: Vec<Experience>,
}

/// An experience. Numbers are `null` until they have been counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Experience {
    /// The product's id of it.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// tour, survey, nps, banner, checklist, hint, changelog, other
    pub kind: String,
    /// How many steps it has, where that is known.
    pub steps: Option<u32>,
    /// Interactions with it.
    pub times: Option<u64>,
    /// Users with any interaction with it.
    pub users: Option<u64>,
    /// The first interaction.
    pub first: Option<Instant>,
    /// The last interaction.
    pub last: Option<Instant>,
    /// Its questions, in the order in which they were first answered.
    pub questions: Vec<QuestionField>,
    /// Segments whose filter names it, or one of its questions.
    pub segments: Vec<SegmentName>,
}
