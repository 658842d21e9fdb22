//! Why there is no backup, or why one was not restored, in words for the operator.

use crate::db;
use thiserror::Error;

/// What went wrong.
#[derive(Debug, Error)]
pub enum Error {
    /// It does not begin as a backup does.
    #[error("the file is not a backup of Rollcall")]
    NotABackup,
    /// It begins like one, and is cut short or was changed; nothing of it is used.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// It is written in a way that this program does not know.
    #[error("the backup is of format {0}, which a newer version of Rollcall reads; this one reads 1")]
    OtherFormat(u64),
    /// Its tables are those of a later program.
    #[error("the backup was made by a newer version of Rollcall (schema {theirs}; this one knows {ours})")]
    Newer {
        /// The step of the schema in the file.
        theirs: i64,
        /// The latest step of this program.
        ours: i64,
    },
    /// There is something already where it is to be restored to.
    #[error("the workspace is not empty (it has rows in {0}); --replace puts the backup in its place")]
    NotEmpty(String),
    /// There is another kind of file where the backup is to be.
    #[error("{0} is there already and is not a backup")]
    Occupied(String),
    /// The server stops.
    #[error("the backup was stopped")]
    Stopped,
    /// The disk does not do its part.
    #[error("the file cannot be read or written")]
    Disk(#[from] std::io::Error),
    /// The database does not do its part.
    #[error("the database cannot be read or written")]
    Database(#[from] db::Error),
}

/// The result of making or restoring a backup.
pub type Result<T> = std::result::Result<T, Error>;
