//! Segments: filters with a name.

use super::{filter::FilterDocument, tags::SegmentName};
use crate::{
    color::Color,
    ids::{AccountId, SegmentId},
    page::Cursor,
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// Characters that a segment's name has at most.
pub const NAME_LENGTH: usize = 80;
/// Characters that a segment's description has at most.
pub const DESCRIPTION_LENGTH: usize = 500;
/// The icons on offer, with the words that are read for them. The first is the default.
pub const ICONS: [(&str, &str); 12] = [
    ("people", "People"),
    ("star", "Star"),
    ("heart", "Heart"),
    ("flag", "Flag"),
    ("bolt", "Lightning"),
    ("clock", "Clock"),
    ("rocket", "Rocket"),
    ("warning", "Warning"),
    ("gift", "Gift"),
    ("building", "Building"),
    ("globe", "Globe"),
    ("mail", "Letter"),
];

/// The answer of `GET /api/segments`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segments {
    /// Segments, by name.
    pub segments: Vec<Segment>,
    /// The change that the numbers have seen last; larger is later.
    pub sequence: u64,
}

/// A segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segment {
    /// Its id.
    pub segment_id: SegmentId,
    /// Its name, which no other segment has.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its icon, a word of the set on offer.
    pub icon: String,
    /// Its colour.
    pub color: Color,
    /// The filter.
    pub filter: FilterDocument,
    /// The filter as a sentence.
    pub sentence: String,
    /// Columns and order that are shown with it, in the words of the page's address; `null` for those of the list.
    pub view: Option<SegmentView>,
    /// Users in it; `null` while its filter names what no longer exists.
    pub users: Option<u64>,
    /// Why it has no users: what its filter names and nobody knows.
    pub problem: Option<String>,
    /// Segments whose filter names it.
    pub used_by: Vec<SegmentName>,
    /// When it was made.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// How the list is shown with a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SegmentView {
    /// The columns, as the address has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// The order, as the address has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The body of `POST /api/segments`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSegment {
    /// Its name: 1 to 80 characters, taken by no other segment.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its icon; the first of the set when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Its colour; one made from the name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// The filter.
    pub filter: FilterDocument,
    /// Columns and order to show with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<SegmentView>,
}

/// The body of `PATCH /api/segments/{segment_id}`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SegmentChange {
    /// The new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The new description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The new icon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The new colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// The new filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<FilterDocument>,
    /// The new columns and order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<SegmentView>,
}

/// The body of `POST /api/segments/{segment_id}/impact`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImpactRequest {
    /// The filter that the segment would have.
    pub filter: FilterDocument,
}

/// What a change of a segment's filter would do, of one state of the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Impact {
    /// Users in it now; `null` while its filter names what no longer exists.
    pub before: Option<u64>,
    /// Users that would be in it.
    pub after: u64,
    /// Users that would come in.
    pub join: u64,
    /// Users that would go out.
    pub leave: u64,
    /// Segments that use it, directly or through others, by name.
    pub dependents: Vec<DependentImpact>,
}

/// What a change of a segment would do to another that uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DependentImpact {
    /// The other segment.
    pub segment_id: SegmentId,
    /// Its name.
    pub name: String,
    /// Users in it now; `null` while its filter names what no longer exists.
    pub before: Option<u64>,
    /// Users that would be in it; `null` likewise.
    pub after: Option<u64>,
}

/// The answer of `GET /api/segments/{segment_id}/users`: ids of users, rising.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentUsers {
    /// The users.
    pub users: Vec<super::users::UserRow>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<Cursor>,
}

/// The answer of `GET /api/segments/{segment_id}/history`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentHistory {
    /// The filters that it had, newest first.
    pub versions: Vec<SegmentVersion>,
    /// Its users at the ends of days, oldest first.
    pub sizes: Vec<SegmentSize>,
}

/// A filter that a segment has or had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentVersion {
    /// 1 for the first.
    pub version: u64,
    /// When it was given.
    pub at: Instant,
    /// Who gave it; `null` for a program with a key.
    pub by: Option<VersionBy>,
    /// The filter.
    pub filter: FilterDocument,
    /// The filter as a sentence, in the words of that time.
    pub sentence: String,
}

/// Somebody who gave a segment a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionBy {
    /// The account.
    pub account_id: AccountId,
    /// Its name; `null` where the account is gone.
    pub name: Option<String>,
}

/// How many users a segment had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentSize {
    /// The day, `YYYY-MM-DD`, at whose end it was counted.
    pub day: String,
    /// Users in it then.
    pub users: u64,
}

/// A segment that a user is in, as a profile shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// The segment.
    pub segment_id: SegmentId,
    /// Its name.
    pub name: String,
    /// Its icon.
    pub icon: String,
    /// Its colour.
    pub color: Color,
}
