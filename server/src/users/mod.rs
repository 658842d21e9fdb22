//! Users in the list: `POST /api/users/search`.

use crate::state::State;
use axum::Router;

/// The routes below `/api/users`.
pub fn router() -> Router<State> {
    Router::new()
}
