//! The audit log: `GET /api/audit`, for owners.

pub(crate) mod read;
mod store;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/audit", get(read::read))
}
