//! `/healthz` and `/readyz`: whether the server lives, and whether it can do its work, for whatever watches over it.

pub(crate) mod read;
mod store;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes, which need nobody to be signed in and tell nothing of the workspace.
pub fn router() -> Router<State> {
    Router::new().route("/healthz", get(read::health)).route("/readyz", get(read::readiness))
}
