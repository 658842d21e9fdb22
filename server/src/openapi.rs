//! The API's description: `/api/openapi.json`, and a page to read it at `/api/docs`.

use crate::state::State;
use axum::Router;

/// Its routes.
pub fn router() -> Router<State> {
    Router::new()
}
