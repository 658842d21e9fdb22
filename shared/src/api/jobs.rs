//! Jobs: one thing done to all users that match a filter, in the background.

use super::filter::FilterDocument;
use crate::{
    ids::{JobId, TagId, UserId},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/jobs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JobRequest {
    /// What is to be done.
    pub action: JobAction,
    /// The tag, for `tag` and `untag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag_id: Option<TagId>,
    /// To whom: users that match this filter.
    pub filter: FilterDocument,
    /// Only users whose name, e-mail, user id or visitor id contains this text, in any case, as in a search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Only to these, as far as they match the filter; at most 10,000. There is no `text` or `except` beside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<UserId>>,
    /// But not to these users; at most 10,000.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<UserId>,
    /// How many users are expected, `except` left out already: a guard against the number having changed.
    pub expected: u64,
    /// The columns of an `export`, by their words, separated by commas; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobAction {
    /// Gives users a tag.
    Tag,
    /// Takes a tag from users.
    Untag,
    /// Deletes users for good.
    Delete,
    /// Notes users, whose rows `result_url` then hands out.
    Export,
}

impl JobAction {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::Tag, Self::Untag, Self::Delete, Self::Export];

    /// Its word, as stored and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Untag => "untag",
            Self::Delete => "delete",
            Self::Export => "export",
        }
    }

    /// The action of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// It waits, or its users are being found.
    Queued,
    /// It is under way.
    Running,
    /// It is done.
    Done,
    /// Somebody stopped it; what was done by then stays done.
    Cancelled,
    /// It could not go on; `problem` says why.
    Failed,
}

impl JobStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Running, Self::Done, Self::Cancelled, Self::Failed];

    /// Its word, as stored and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// The status of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Queued | Self::Running => false,
            Self::Done | Self::Cancelled | Self::Failed => true,
        }
    }
}

/// A job. Also the data of the event `job` of `GET /api/live`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Names it.
    pub job_id: JobId,
    /// What it does.
    pub action: JobAction,
    /// The tag, for `tag` and `untag`.
    pub tag_id: Option<TagId>,
    /// How far it is.
    pub status: JobStatus,
    /// Users that it is through with.
    pub done: u64,
    /// Users in all.
    pub total: u64,
    /// Users that it changed: those that had the tag already, or may have no more, are not among them.
    pub changed: u64,
    /// Whether `undo` is possible.
    pub can_undo: bool,
    /// Why it failed, in a sentence.
    pub problem: Option<String>,
    /// Of an export that is done: where its rows are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_url: Option<String>,
    /// When it was asked for.
    pub created: Instant,
    /// When it ended.
    pub finished: Option<Instant>,
}

/// The problem of status 409 that `POST /api/jobs` answers with when the number of users is not the expected one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherTotal {
    /// The problem.
    #[serde(flatten)]
    pub problem: crate::problem::Problem,
    /// How many users there are now.
    pub total: u64,
}
