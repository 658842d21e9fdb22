//! What a user did: interactions with experiences and events, newest first.

use crate::{ids::ActivityId, page::Cursor, time::Instant};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/users/{user_id}/activity`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// A page of what the user did, newest first.
    pub entries: Vec<ActivityEntry>,
    /// The place that the next page follows; `null` at the end.
    pub next: Option<Cursor>,
}

/// One thing that a user did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityEntry {
    /// Names it among all that the user did.
    pub id: ActivityId,
    /// When it happened.
    pub at: Instant,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: ActivityKind,
    /// The name of the experience or of the event.
    pub name: String,
    /// Of an interaction: the product's id of the experience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience_id: Option<String>,
    /// Of an interaction: tour, survey, nps, banner, checklist, hint, changelog, other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience_kind: Option<String>,
    /// Of an interaction: seen, step_reached, completed, dismissed, answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Of an interaction: how far the user had come by then, the highest step so far; all of them once completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// Of an interaction: how many steps the experience has, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<u32>,
    /// Of an event: its properties by dotted key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<serde_json::Value>,
}

/// What kind of thing a user did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Something with an experience.
    Interaction,
    /// An ordinary event.
    Event,
}

impl ActivityKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Interaction, Self::Event];

    /// Its word in JSON and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Interaction => "interaction",
            Self::Event => "event",
        }
    }

    /// The kind of a word; `None` for unknown ones.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
