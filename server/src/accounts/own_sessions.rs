//! The caller's own sessions: listed, and ended one by one or all others together.

use super::{note::note, own::account_of, store};
use crate::{
    access::{Principal, secret, session::used_after},
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use serde_json::json;
use shared::{api::accounts::Sessions, problem::Problem};

/// Lists the caller's sessions, the one used last first.
#[utoipa::path(get, path = "/api/account/sessions", tag = "Your account", security(("session" = [])),
    responses((status = 200, body = Sessions), (status = 403, body = Problem)))]
pub(crate) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    headers: HeaderMap,
) -> ApiResult<Json<Sessions>> {
    let account = account_of(&principal)?;
    let now = state.clock.now();
    let current = state.guard.cookie.read(&headers).map(secret::digest);
    let mut snapshot = state.database.snapshot().await?;
    let (account_id, current) = (account.account_id, current.as_deref());
    let stored = store::sessions::all(&mut snapshot, account_id, current, now, used_after(now)).await?;
    let needs_password = !stored.iter().any(|session| session.open.is_current && session.by_link);
    Ok(Json(Sessions { sessions: stored.into_iter().map(|session| session.open).collect(), needs_password }))
}

/// Ends one of the caller's sessions.
#[utoipa::path(delete, path = "/api/account/sessions/{session_id}", tag = "Your account", security(("session" = [])),
    params(("session_id" = String, Path)),
    responses((status = 204, description = "It is not valid any more."), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn end(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(session_id): Path<String>,
) -> ApiResult<StatusCode> {
    let account = account_of(&principal)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    if !store::sessions::end(&mut transaction, account.account_id, &session_id).await? {
        return Err(ApiError::NotFound("There is no such session; it may have ended.".into()));
    }
    let detail = json!({ "account_id": account.account_id, "sessions_ended": 1 });
    note(&mut transaction, &state.ids, Some(&principal), ("sessions_ended", detail), now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends every session of the caller but the one that asks.
#[utoipa::path(delete, path = "/api/account/sessions", tag = "Your account", security(("session" = [])),
    responses((status = 204, description = "Only this one is valid."), (status = 403, body = Problem)))]
pub(crate) async fn end_others(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    headers: HeaderMap,
) -> ApiResult<StatusCode> {
    let account = account_of(&principal)?;
    let now = state.clock.now();
    let current = state.guard.cookie.read(&headers).map(secret::digest);
    let mut transaction = state.database.write().await?;
    let ended = store::sessions::end_all(&mut transaction, account.account_id, current.as_deref()).await?;
    if ended > 0 {
        let detail = json!({ "account_id": account.account_id, "sessions_ended": ended });
        note(&mut transaction, &state.ids, Some(&principal), ("sessions_ended", detail), now).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
