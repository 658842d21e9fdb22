//! Users in the list: `POST /api/users/search`, their number: `POST /api/users/count`, and why one is among
//! them: `POST /api/users/{user_id}/explain`.

pub(crate) mod count;
mod cursor;
mod everyone;
pub(crate) mod explain;
mod filtering;
mod locate;
mod matching;
mod order;
mod page;
mod query;
mod rows;
pub(crate) mod search;
mod store;

pub(crate) use everyone::{Rows, all_matching, count_matching, matching_among, searched_text};
pub use locate::locate;
pub use rows::users_by_id;
pub use search::search_in;

use crate::state::State;
use axum::{Router, routing::post};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/users/search", post(search::search))
        .route("/api/users/count", post(count::count))
        .route("/api/users/{user_id}/explain", post(explain::explain))
}
