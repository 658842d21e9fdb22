//! `GET /healthz` and `GET /readyz`.

use super::store;
use crate::{
    error::{ApiError, ApiResult},
    state::State,
};
use shared::problem::Problem;
use std::time::Duration;

/// How long the database may take to answer; whoever watches gives up not much later.
const PATIENCE: Duration = Duration::from_secs(2);

/// Answers as long as the server runs, whatever the database does: one that does not answer is to be restarted.
#[utoipa::path(get, path = "/healthz", tag = "Health", security(()),
    responses((status = 200, description = "The server runs", content_type = "text/plain", body = String)))]
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// Answers 200 when the database does, so that requests can be served, and else 503.
#[utoipa::path(get, path = "/readyz", tag = "Health", security(()),
    responses((status = 200, description = "Requests can be served", content_type = "text/plain", body = String),
        (status = 503, body = Problem, description = "The database does not answer")))]
pub(crate) async fn readiness(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<&'static str> {
    let asked = async { store::ask(&mut state.database.snapshot_for(PATIENCE).await?).await };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => Ok(answer.map(|()| "ready\n")?),
        Err(_) => Err(ApiError::Unavailable("The database does not answer. Try again in a moment.".into())),
    }
}
