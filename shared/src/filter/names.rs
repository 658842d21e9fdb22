//! What conditions can name: attributes, events, experiences, questions, tags, segments and imports.

use crate::{
    api::catalogue::AttributeKind,
    ids::{ImportId, SegmentId, TagId},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// 0 to 10.
    Nps,
    /// Stars and the like.
    Rating,
    /// Any number.
    Number,
    /// One of several options.
    SingleChoice,
    /// Some of several options.
    MultipleChoice,
    /// Words.
    Text,
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Nps, Self::Rating, Self::Number, Self::SingleChoice, Self::MultipleChoice, Self::Text];

    /// Its word, as stored and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Rating => "rating",
            Self::Number => "number",
            Self::SingleChoice => "single_choice",
            Self::MultipleChoice => "multiple_choice",
            Self::Text => "text",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind of test that its answers take.
    #[must_use]
    pub fn test_word(self) -> &'static str {
        match self {
            Self::Nps | Self::Rating | Self::Number => "number",
            Self::SingleChoice | Self::MultipleChoice => "choice",
            Self::Text => "text",
        }
    }
}

/// A name and a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field<Kind> {
    /// The name shown.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// Knows what exists. `None` is for what does not.
pub trait Names {
    /// A custom attribute, by key.
    fn attribute(&self, key: &str) -> Option<&Field<AttributeKind>>;
    /// A question, by the ids of its experience and of itself.
    fn question(&self, experience: &str, question: &str) -> Option<&Field<QuestionKind>>;
    /// The name of an experience.
    fn experience(&self, id: &str) -> Option<&str>;
    /// Whether an event of this name was ever seen.
    fn has_event(&self, name: &str) -> bool;
    /// The name of a tag.
    fn tag(&self, id: TagId) -> Option<&str>;
    /// The name of a segment.
    fn segment(&self, id: SegmentId) -> Option<&str>;
    /// The name of an import.
    fn import(&self, id: ImportId) -> Option<&str>;
}

/// Names held in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Directory {
    /// Attributes by key.
    pub attributes: BTreeMap<String, Field<AttributeKind>>,
    /// Experiences by id.
    pub experiences: BTreeMap<String, ExperienceEntry>,
    /// Events by name.
    pub events: BTreeSet<String>,
    /// Names of tags.
    pub tags: BTreeMap<TagId, String>,
    /// Names of segments.
    pub segments: BTreeMap<SegmentId, String>,
    /// Names of imports.
    pub imports: BTreeMap<ImportId, String>,
}

/// An experience and its questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExperienceEntry {
    /// The name shown.
    pub name: String,
    /// Questions by id.
    pub questions: BTreeMap<String, Field<QuestionKind>>,
}

impl Names for Directory {
    fn attribute(&self, key: &str) -> Option<&Field<AttributeKind>> {
        self.attributes.get(key)
    }
    fn question(&self, experience: &str, question: &str) -> Option<&Field<QuestionKind>> {
        self.experiences.get(experience)?.questions.get(question)
    }
    fn experience(&self, id: &str) -> Option<&str> {
        self.experiences.get(id).map(|entry| entry.name.as_str())
    }
    fn has_event(&self, name: &str) -> bool {
        self.events.contains(name)
    }
    fn tag(&self, id: TagId) -> Option<&str> {
        self.tags.get(&id).map(String::as_str)
    }
    fn segment(&self, id: SegmentId) -> Option<&str> {
        self.segments.get(&id).map(String::as_str)
    }
    fn import(&self, id: ImportId) -> Option<&str> {
        self.imports.get(&id).map(String::as_str)
    }
}
