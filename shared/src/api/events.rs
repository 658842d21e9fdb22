//! Events: how often each happened, to how many users, with which properties, and where it is used.

use crate::{
    api::{catalogue::AttributeKind, tags::SegmentName},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/catalogue/events`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Events {
    /// Events, by name.
    pub events: Vec<Event>,
}

/// An event. Numbers are `null` until they have been counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its name.
    pub name: String,
    /// How often it happened.
    pub times: Option<u64>,
    /// Users that it happened to.
    pub users: Option<u64>,
    /// When it happened first.
    pub first: Option<Instant>,
    /// When it happened last.
    pub last: Option<Instant>,
    /// Properties that recent ones had, by key.
    pub properties: Vec<EventProperty>,
    /// Segments whose filter names it.
    pub segments: Vec<SegmentName>,
}

/// A property of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventProperty {
    /// The dotted key.
    pub key: String,
    /// The kind that its values most often have.
    pub kind: AttributeKind,
    /// A few of its values, as text.
    pub samples: Vec<String>,
}
