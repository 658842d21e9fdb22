//! Tags: what people of the workspace call users.

use crate::{
    color::Color,
    ids::{SegmentId, TagId},
};
use serde::{Deserialize, Serialize};

/// Characters that a tag's name has at most.
pub const NAME_LENGTH: usize = 40;
/// Tags that a user has at most.
pub const TAGS_OF_A_USER: usize = 50;

/// The answer of `GET /api/tags`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tags {
    /// Tags, by name.
    pub tags: Vec<Tag>,
}

/// A tag and where it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tag {
    /// Its id.
    pub tag_id: TagId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Color,
    /// Users that have it.
    pub users: u64,
    /// Segments whose filter names it.
    pub segments: Vec<SegmentName>,
}

/// A segment by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentName {
    /// Its id.
    pub segment_id: SegmentId,
    /// Its name.
    pub name: String,
}

/// The body of `POST /api/tags`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTag {
    /// Its name: 1 to 40 characters, none of them a control character.
    pub name: String,
    /// Its colour; one made from the name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

/// The body of `PATCH /api/tags/{tag_id}`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TagChange {
    /// The new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The new colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

/// The body of `POST /api/tags/{tag_id}/merge`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TagMerge {
    /// The tag that stays, and that users and segments have from then on.
    pub into: TagId,
}
