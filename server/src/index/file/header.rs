//! Which state a file is of.

use serde::{Deserialize, Serialize};

/// A change as the database has it. A database that was restored and went another way has another one in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::index) struct Mark {
    pub at: i64,
    pub topic: String,
    pub users_delta: i64,
}

/// The first frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::index) struct Header {
    /// The version of the server that wrote it.
    pub version: String,
    /// The step of the schema that it was written from.
    pub schema: i64,
    /// Which database.
    pub database: String,
    /// Which state.
    pub sequence: u64,
    /// The change of that sequence.
    pub mark: Mark,
    /// Users at that state.
    pub users: u64,
}
