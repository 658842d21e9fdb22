//! Attributes themselves, as opposed to users' values of them: listed, renamed, hidden, given another kind, deleted.
//!
//! Invariants: what a segment names is not deleted, and gets no kind that the segment's test is not for; what is done to
//! users' values is done in one transaction; an attribute's id is never another's later.

pub(crate) mod change;
mod convert;
pub(crate) mod delete;
pub(crate) mod kind;
pub(crate) mod read;
mod record;
mod store;

use crate::state::State;
use axum::{
    Router,
    routing::{get, post},
};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/attributes", get(read::all))
        .route("/api/attributes/{key}", get(read::one).patch(change::change).delete(delete::delete))
        .route("/api/attributes/{key}/kind", post(kind::change))
        .route("/api/attributes/{key}/kind/check", post(kind::check))
}
