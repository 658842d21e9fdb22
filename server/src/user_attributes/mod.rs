//! Values that somebody sets by hand: `PATCH /api/users/{user_id}/attributes`.

pub(crate) mod change;

use crate::state::State;
use axum::{Router, routing::patch};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/users/{user_id}/attributes", patch(change::change))
}
