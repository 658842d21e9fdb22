//! What runs here, and how it is: `GET /api/about`.

pub(crate) mod read;
mod store;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/about", get(read::read))
}
