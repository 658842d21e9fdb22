//! Segments: filters with a name. Their members are computed, never stored.
//!
//! Invariants: no two segments have the same name but for case and spaces; a filter is stored only after everything
//! it names was found and no circle came of it; each change of a filter is a version in the history; a segment that
//! no longer resolves has no members and breaks nothing else.

pub(crate) mod change;
mod checked;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod history;
pub(crate) mod impact;
pub(crate) mod members;
mod membership;
mod numbers;
mod of_import;
pub(crate) mod read;
mod revise;
mod sizes;
mod store;
mod told;

pub use membership::memberships;
pub use numbers::SegmentNumbers;
pub(crate) use of_import::create_of_import;
pub use revise::{Revision, revise};
pub use sizes::{keep_sizes, note_sizes};

use crate::state::State;
use axum::{
    Router,
    routing::{get, post},
};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/segments", get(read::all).post(create::create))
        .route("/api/segments/{segment_id}", get(read::one).patch(change::change).delete(delete::delete))
        .route("/api/segments/{segment_id}/impact", post(impact::impact))
        .route("/api/segments/{segment_id}/users", get(members::members))
        .route("/api/segments/{segment_id}/history", get(history::history))
}
