//! Why a filter has no answer.

use crate::db;
use shared::problem::ProblemAt;
use thiserror::Error;

/// Why a filter has no answer.
#[derive(Debug, Error)]
pub enum Error {
    /// It names what does not exist, or what does not fit; pointers start at its document.
    #[error("the filter cannot be used")]
    Invalid(Vec<ProblemAt>),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// The result of working on a filter.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The first thing that is wrong, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Invalid(problems) => problems.first().map(|problem| problem.detail.clone()).unwrap_or_default(),
            Self::Database(error) => error.to_string(),
        }
    }
}
