//! One user in full: `GET /api/users/{user_id}`.

pub(crate) mod read;
mod store;
mod table;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/users/{user_id}", get(read::read))
}
