//! Jobs: one thing done to all users that match a filter, in the background and in short transactions.
//!
//! A job waits (`queued`) until the one before it is over. Then its users are found in one snapshot and noted in
//! `job_users` (`select`), and from then on (`running`) it goes through them by id, some at a time (`work`).
//! Invariants: a batch, the job's place and its numbers are committed together, so that after a restart it goes on
//! where it was; a job whose users turn out to be others than were agreed to changes nobody; `job_users` holds, up to
//! the place of a job, the users that it changed.

pub(crate) mod cancel;
pub(crate) mod create;
mod plan;
pub(crate) mod read;
mod runner;
mod select;
mod store;
pub(crate) mod undo;
mod work;

pub use runner::Jobs;

use crate::state::State;
use axum::{
    Router,
    routing::{get, post},
};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/jobs", post(create::create))
        .route("/api/jobs/{job_id}", get(read::read).delete(cancel::cancel))
        .route("/api/jobs/{job_id}/undo", post(undo::undo))
}
