//! Deleting a user for good: `DELETE /api/users/{user_id}`, and of many by a job.
//!
//! Invariants: what was known of a person goes in one transaction, whatever table it is in; what stays is a keyed
//! digest of each of their ids, which keeps messages, imports and restored backups from bringing them back.

pub(crate) mod delete;
mod erase;
mod store;

pub(crate) use erase::erase;
pub(crate) use store::delete_rejects;

use crate::state::State;
use axum::{Router, routing::delete};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/users/{user_id}", delete(delete::delete))
}
