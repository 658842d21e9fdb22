//! Targeting: whatever shows experiences asks here, as a page loads, which segments its user is in.
//!
//! Invariants: a public key tells only of the visitor whose anonymous id is known to the caller; what is answered is
//! what a profile shows, computed by the same filters; nothing is stored.

pub(crate) mod read;
mod store;

use crate::{error::ApiError, ingest, state::State};
use axum::{Router, middleware, routing::get};

/// The slice's route. Pages of every origin may ask.
pub fn router() -> Router<State> {
    Router::new()
        .route("/v1/users/segments", get(read::read))
        .method_not_allowed_fallback(|| async {
            ApiError::NotFound("There is nothing at this address for this method.".into())
        })
        .layer(middleware::from_fn(ingest::allow))
}
