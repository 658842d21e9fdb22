//! The database side of ingestion: what a group of messages needs to know, and what it leaves behind.

mod catalogue;
mod delete;
mod digests;
mod housekeeping;
mod load;
mod merge;
mod rejects;
mod save;
mod secrets;
mod tombstones;

pub(super) use catalogue::{definitions_changed, latest_change};
pub(crate) use catalogue::{load_catalogue, retire_attribute};
pub(crate) use delete::{delete_users, has_events_of_nobody};
pub(super) use digests::make_missing_digests;
pub(super) use housekeeping::{keep_newest_rejects, prune_messages};
pub(super) use load::{load, load_user};
pub(crate) use load::{load_by_emails, load_by_ids, load_by_keys};
pub(super) use rejects::{add_blocked, insert_rejects, key_names, newest_rejects};
pub(crate) use save::{Saved, save, typed};
pub(super) use secrets::{StoredSecret, secrets, set_secrets, verification};
pub(crate) use tombstones::{add_tombstone_keys, deleted_among, tombstone_key, tombstone_keys};
