//! Everything that filters can ask of one user.

use crate::{
    filter::experience::ExperienceAction,
    ids::{ImportId, TagId},
    time::Instant,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// One user's data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The property `name`.
    pub name: Option<String>,
    /// The property `email`.
    pub email: Option<String>,
    /// The property `user_id`: the product's own id. With one the user is identified.
    pub user_id: Option<String>,
    /// The property `language`.
    pub language: Option<String>,
    /// The latest activity.
    pub last_activity: Option<Instant>,
    /// The first activity.
    pub first_seen: Option<Instant>,
    /// The property `created`: the trait `createdAt`, else when the row was made.
    pub created: Option<Instant>,
    /// The number of sessions.
    pub sessions: u32,
    /// The tags.
    pub tags: BTreeSet<TagId>,
    /// Values of custom attributes as they were sent. Null is absent.
    pub attributes: BTreeMap<String, Value>,
    /// Ordinary events.
    pub events: Vec<EventFact>,
    /// What the user did with experiences.
    pub interactions: Vec<InteractionFact>,
    /// Answers in the order of their arrival.
    pub answers: Vec<AnswerFact>,
    /// Imports that created or updated the user.
    pub imports: BTreeSet<ImportId>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventFact {
    /// Its name.
    pub name: String,
    /// Its corrected time.
    pub at: Instant,
    /// Its properties by dotted key.
    #[serde(default)]
    pub properties: Map<String, Value>,
}

/// An interaction with an experience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InteractionFact {
    /// The experience's id.
    pub experience: String,
    /// What was done.
    #[serde(deserialize_with = "action")]
    pub action: ExperienceAction,
    /// The step, where one was told.
    #[serde(default)]
    pub step: Option<u32>,
    /// Its corrected time.
    pub at: Instant,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerFact {
    /// The experience's id.
    pub experience: String,
    /// The question's id.
    pub question: String,
    /// Its corrected time.
    pub at: Instant,
    /// The answer as it was sent.
    pub answer: Value,
}

fn action<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ExperienceAction, D::Error> {
    let word = String::deserialize(deserializer)?;
    let found = ExperienceAction::ALL.iter().find(|action| action.word() == word);
    found.copied().ok_or_else(|| serde::de::Error::custom("no action of that name"))
}
