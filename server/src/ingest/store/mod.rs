//! The database side of ingestion: what a group of messages needs to know, and what it leaves behind.

mod catalogue;
mod housekeeping;
mod load;
mod merge;
mod rejects;
mod save;
mod tombstones;

pub(super) use catalogue::{definitions_changed, latest_change, load_catalogue};
pub(super) use housekeeping::{keep_newest_rejects, prune_messages};
pub(super) use load::{load, load_user};
pub(super) use rejects::{add_blocked, insert_rejects};
pub(super) use save::{Saved, save};
pub(crate) use tombstones::tombstone_key;
pub(super) use tombstones::{any_tombstones, found_tombstones};
