//! What is known of the product's users: everything that a condition can name.

use crate::{
    color::Color,
    filter::{Property, QuestionKind},
    ids::{ImportId, SegmentId, TagId},
};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/catalogue`.
///
/// Numbers of users and samples are taken now and then, not with every answer: they show what a field is, and no total
/// is made of them. What exists is of the moment of the answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// Native properties, in the order in which they are offered.
    pub properties: Vec<PropertyField>,
    /// Custom attributes, by name.
    pub attributes: Vec<AttributeField>,
    /// Events, by name.
    pub events: Vec<EventField>,
    /// Experiences, by name.
    pub experiences: Vec<ExperienceField>,
    /// Segments, by name.
    pub segments: Vec<SegmentField>,
    /// Tags, by name.
    pub tags: Vec<TagField>,
    /// Imports, newest first.
    pub imports: Vec<ImportField>,
}

/// A native property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PropertyField {
    /// Which one.
    pub key: Property,
    /// Users that have a value. `null` until they have been counted.
    pub users: Option<u64>,
    /// A few of its most common values, as text.
    pub samples: Vec<String>,
}

/// A custom attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttributeField {
    /// The key that the product sends.
    pub key: String,
    /// The name shown.
    pub name: String,
    /// The kind of its values.
    pub kind: AttributeKind,
    /// Whether somebody hid it: it is offered nowhere, and filters that name it go on as before.
    pub hidden: bool,
    /// Users that have a value. `null` until they have been counted.
    pub users: Option<u64>,
    /// A few of its most common values, as text.
    pub samples: Vec<String>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventField {
    /// Its name.
    pub name: String,
    /// Users that it happened to. `null` until they have been counted.
    pub users: Option<u64>,
    /// Properties that recent ones had, by key.
    pub properties: Vec<EventPropertyField>,
}

/// A property of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventPropertyField {
    /// The dotted key.
    pub key: String,
    /// The kind that its values most often have.
    pub kind: AttributeKind,
}

/// An experience: a tour, a survey, a banner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExperienceField {
    /// The product's id of it.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// tour, survey, nps, banner, checklist, hint, changelog, other
    pub kind: String,
    /// How many steps it has, where that is known.
    pub steps: Option<u32>,
    /// Users with any interaction with it. `null` until they have been counted.
    pub users: Option<u64>,
    /// Its questions, in the order in which they were first answered.
    pub questions: Vec<QuestionField>,
}

/// A question of an experience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionField {
    /// The product's id of it.
    pub id: String,
    /// Its words.
    pub question: String,
    /// What its answers are.
    pub kind: QuestionKind,
    /// Options that answers named, in the order of their first appearance.
    pub options: Vec<String>,
}

/// A segment, by name; its definition is with `GET /api/segments`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentField {
    /// Its id.
    pub segment_id: SegmentId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its icon, a word of the set in `segments::ICONS`.
    pub icon: String,
    /// Its colour.
    pub color: Color,
    /// Segments that its filter names, and those that these name: a segment among them cannot use this one.
    pub uses: Vec<SegmentId>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TagField {
    /// Its id.
    pub tag_id: TagId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Color,
    /// Users that have it. `null` until they have been counted.
    pub users: Option<u64>,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportField {
    /// Its id.
    pub import_id: ImportId,
    /// Its name.
    pub name: String,
}

/// The answer of `GET /api/catalogue/values`: values that users have, the most common first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Values {
    /// Values and how many users have each.
    pub values: Vec<ValueCount>,
    /// Whether there are others that match.
    pub more: bool,
}

/// A value and how many users have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueCount {
    /// The value as text: numbers in their shortest form, booleans `true` and `false`.
    pub value: String,
    /// Users that have it; `null` where counting them would take too long.
    pub users: Option<u64>,
}

/// The kind of an attribute's values. The first value fixes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Text.
    Text,
    /// A 64-bit float.
    Number,
    /// True or false.
    Boolean,
    /// An instant.
    Time,
    /// A set of texts.
    List,
}

impl AttributeKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Text, Self::Number, Self::Boolean, Self::Time, Self::List];

    /// Its word, as stored and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Time => "time",
            Self::List => "list",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Number => "Number",
            Self::Boolean => "True or false",
            Self::Time => "Time",
            Self::List => "List",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
