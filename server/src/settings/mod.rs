//! Settings of the workspace: `GET` and `PATCH /api/settings`.

mod change;
pub(crate) mod requests;
mod store;

pub use store::name;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/settings", get(requests::read).patch(requests::change))
}
