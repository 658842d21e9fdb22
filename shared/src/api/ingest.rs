//! What products sent lately: for looking on while one is being connected.

use crate::{
    ids::{KeyId, RejectId},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/ingest/messages`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecentMessages {
    /// What came after the place that was asked for, the newest first. At most 100 are kept, in the memory of the server
    /// that took them.
    pub messages: Vec<RecentMessage>,
    /// The place of the newest, to be asked for the next time. A smaller one than before after a restart.
    pub last: u64,
}

/// A message, or a part of one that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecentMessage {
    /// Its place: rises with arrival.
    pub place: u64,
    /// When it came.
    pub received: Instant,
    /// identify, track, page (a screen as well), group, alias; `message` or `body` for what is none.
    pub kind: String,
    /// What became of it.
    pub outcome: MessageOutcome,
    /// Why it was refused.
    pub reason: Option<String>,
    /// The key that it came with.
    pub key_id: KeyId,
    /// The name of the key; `null` where it is gone.
    pub key: Option<String>,
    /// The product's id of the user.
    pub external_id: Option<String>,
    /// The browser's id.
    pub anonymous_id: Option<String>,
    /// The name of the event.
    pub event: Option<String>,
    /// JSON: the beginning of its traits or properties, or of all of it where it was refused.
    pub content: String,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageOutcome {
    /// It is stored.
    Stored,
    /// It was stored before.
    Duplicate,
    /// It is about somebody who was deleted: nothing more is told of it.
    Blocked,
    /// It, or a part of it, is not kept.
    Refused,
}

/// The answer of `GET /api/ingest/rejects`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rejects {
    /// The newest 100, the newest first.
    pub rejects: Vec<Reject>,
}

/// What could not be taken, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reject {
    /// Its id.
    pub reject_id: RejectId,
    /// When it came.
    pub at: Instant,
    /// identify, track, page, screen, group, alias; `message` or `body` for what is none.
    pub kind: String,
    /// Why, in a sentence.
    pub reason: String,
    /// Its beginning; empty where it could be read.
    pub sample: String,
}
