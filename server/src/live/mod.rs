//! The slice live.

use crate::state::State;
use axum::Router;

/// The routes below `/api/users`.
pub fn router() -> Router<State> {
    Router::new()
}
