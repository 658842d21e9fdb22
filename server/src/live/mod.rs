//! The stream of changes: `GET /api/live`.

mod followed;
pub(crate) mod stream;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/live", get(stream::stream))
}
