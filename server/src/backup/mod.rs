//! `rollcall backup` and `rollcall restore`: the whole workspace as one file, and back, on either database.
//!
//! The file (`format`) is gzip around lines of JSON: a head, the rows of each table, their numbers, and a digest of all
//! before it. `write` makes one from a single snapshot while others write; `read` refuses whatever is not exactly as it
//! was written; `restore` puts it into a database in one transaction and keeps deleted people out (`tombstones`). `schedule`
//! makes one every so often for a running server. Invariants: neither way holds a table in memory; a backup is there
//! whole or not at all; a table that a migration adds is in it without being named here.

mod command;
mod error;
mod format;
mod read;
mod restore;
mod schedule;
mod store;
mod tombstones;
mod write;

pub use command::{BackupOptions, RestoreOptions, backup, restore};
pub use error::Error;
pub use read::check;
pub use restore::restore_into;
pub use schedule::{Backups, Schedule};
pub use write::{Written, write_backup};
