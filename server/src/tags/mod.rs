//! Tags: what people of the workspace call users.
//!
//! Invariants: no two tags have the same name but for case, spaces and the form of characters; a user has at most 50;
//! a tag that a segment names is not deleted; what names a merged tag names the one that stays.

pub(crate) mod assign;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod merge;
pub(crate) mod read;
mod record;
mod store;

use crate::state::State;
use axum::{
    Router,
    routing::{get, patch, post, put},
};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        .route("/api/tags", get(read::all).post(create::create))
        .route("/api/tags/{tag_id}", patch(change::change).delete(delete::delete))
        .route("/api/tags/{tag_id}/merge", post(merge::merge))
        .route("/api/users/{user_id}/tags/{tag_id}", put(assign::put).delete(assign::delete))
}
