//! Filters that stand for themselves: kept for addresses that would be too long, and shown as SQL.
//!
//! Invariant: a kept filter's id follows from the filter, so that the same one is kept once and its address is the
//! same for everyone.

pub(crate) mod keep;
pub(crate) mod shown;
mod store;

use crate::state::State;
use axum::{
    Router,
    routing::{get, post},
};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/filters", post(keep::keep))
        .route("/api/filters/sql", post(shown::shown))
        .route("/api/filters/{filter_id}", get(keep::read))
}
