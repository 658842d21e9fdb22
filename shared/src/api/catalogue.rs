//! What is known of the product's users: the fields that exist.

use serde::{Deserialize, Serialize};

/// The answer of `GET /api/catalogue`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// Custom attributes, by name.
    pub attributes: Vec<AttributeField>,
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

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
