//! The API's description: `/api/openapi.json`, and a page to read it at `/api/docs`.

mod document;
mod page;
mod refusals;

use crate::state::State;
use axum::{Router, routing::get};

/// Its routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/openapi.json", get(document::read))
        .route("/api/docs", get(page::read))
        .route("/api/docs.css", get(page::style))
}
