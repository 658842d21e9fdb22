//! Users in the list: `POST /api/users/search`.

mod cursor;
mod order;
mod page;
mod query;
mod rows;
pub(crate) mod search;
mod store;

pub use rows::users_by_id;

use crate::state::State;
use axum::{Router, routing::post};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/users/search", post(search::search))
}
