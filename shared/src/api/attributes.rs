//! Attributes: what is known of each, how they are changed, and values that somebody sets by hand.

use crate::{
    api::{catalogue::AttributeKind, profile::Source, tags::SegmentName},
    time::Instant,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The body of `PATCH /api/users/{user_id}/attributes`: values by key, `null` removes. The reserved traits (`name`,
/// `firstName`, `lastName`, `email`, `language`, `createdAt`, `avatar`) go by their own names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeChanges(pub Map<String, Value>);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for AttributeChanges {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let examples = [serde_json::json!({"plan": "pro", "seats": null})];
        ObjectBuilder::new().schema_type(Type::Object).examples(examples).into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for AttributeChanges {}

/// The answer of `GET /api/attributes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attributes {
    /// Attributes, by name; those that are hidden as well.
    pub attributes: Vec<Attribute>,
}

/// An attribute, where its values come from and where it is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attribute {
    /// The key that the product sends.
    pub key: String,
    /// The name shown.
    pub name: String,
    /// The kind of its values.
    pub kind: AttributeKind,
    /// Whether it is offered nowhere. Filters that name it go on as before.
    pub hidden: bool,
    /// When it was first heard of.
    pub created: Instant,
    /// Users that have a value, of another kind as well. `null` until they have been counted.
    pub users: Option<u64>,
    /// When a value was last set. `null` where there is none, and until they have been counted.
    pub last_set: Option<Instant>,
    /// Where the values come from, that of the most users first.
    pub sources: Vec<AttributeSource>,
    /// A few of its most common values, as text.
    pub samples: Vec<String>,
    /// Segments whose filter names it.
    pub segments: Vec<SegmentName>,
}

/// Where values of an attribute come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttributeSource {
    /// The kind of sender.
    pub source: Source,
    /// The integration, which has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration: Option<String>,
    /// Users whose value came from it.
    pub users: u64,
}

/// The body of `PATCH /api/attributes/{key}`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AttributeChange {
    /// The new name: 1 to 200 characters, none of them a control character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is offered nowhere from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
}

/// The body of `POST /api/attributes/{key}/kind` and of its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KindChange {
    /// The new kind.
    pub kind: AttributeKind,
}

/// What a change of kind comes to, or came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversion {
    /// The kind before.
    pub from: AttributeKind,
    /// The kind after.
    pub to: AttributeKind,
    /// Users whose value is of the new kind afterwards.
    pub converted: u64,
    /// Users whose value is not: it is kept as it was sent, is shown so, and counts as missing in filters.
    pub left: u64,
    /// A few of the values that are left, as they were sent.
    pub samples: Vec<String>,
    /// Segments that test it as another kind. While there are some, the kind does not change.
    pub segments: Vec<SegmentName>,
}
