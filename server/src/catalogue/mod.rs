//! What is known of the product's users: `GET /api/catalogue`.

pub(crate) mod read;
mod store;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/catalogue", get(read::read))
}
