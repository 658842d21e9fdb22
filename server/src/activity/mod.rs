//! What one user did: `GET /api/users/{user_id}/activity`, and answered: `GET /api/users/{user_id}/responses`.
//!
//! Both are newest first, by the corrected time and then by arrival.

mod place;
mod progress;
pub(crate) mod read;
pub(crate) mod responses;
mod same_answer;
mod store;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/users/{user_id}/activity", get(read::read))
        .route("/api/users/{user_id}/responses", get(responses::read))
}
