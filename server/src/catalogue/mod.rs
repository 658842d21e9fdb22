//! What is known of the product's users: `GET /api/catalogue`, the values they have: `GET /api/catalogue/values`, and more
//! of events and experiences.
//!
//! Invariants: what exists is of the moment of the answer; numbers and common values are counted in the background,
//! and at once where that is quick; no answer waits for a long count.

mod counts;
mod definitions;
pub(crate) mod entries;
mod event_properties;
mod field;
mod keeper;
mod pass;
mod rank;
pub(crate) mod read;
mod search;
mod store;
mod uses;
pub(crate) mod values;

pub(crate) use counts::Sources;
pub use keeper::Keeper;
pub(crate) use keeper::sources_now;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/catalogue", get(read::read))
        .route("/api/catalogue/values", get(values::read))
        .route("/api/catalogue/events", get(entries::events))
        .route("/api/catalogue/experiences", get(entries::experiences))
}
