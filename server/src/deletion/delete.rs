//! `DELETE /api/users/{user_id}`.

use super::erase;
use crate::{
    access::{AuditEntry, Principal, record_audit},
    error::ApiResult,
    state::State,
    users,
};
use axum::{extract::Path, http::StatusCode};
use shared::problem::Problem;

/// Deletes a user for good. The person does not come back by a repeated message, an import or a restored backup.
#[utoipa::path(delete, path = "/api/users/{user_id}", tag = "Users",
    params(("user_id" = String, Path, description = "Rollcall's number of the user")),
    responses((status = 204, description = "The user is gone"), (status = 403, body = Problem),
        (status = 308, description = "Merged into the user that Location names"), (status = 404, body = Problem)))]
pub(crate) async fn delete(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(user_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let user_id = users::locate(&mut transaction, &user_id, "").await?;
    erase(&mut transaction, &[user_id], now).await?;
    let detail = serde_json::json!({ "users": 1, "key_id": principal.key_id() });
    let entry = AuditEntry { account_id: principal.account_id(), action: "user_deleted", detail };
    record_audit(&mut transaction, &state.ids, entry, now).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(StatusCode::NO_CONTENT)
}
