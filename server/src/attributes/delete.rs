//! `DELETE /api/attributes/{key}`.

use super::{
    read,
    record::{Deed, record},
    store,
};
use crate::{
    access::Principal,
    changes::MOST_NAMED,
    error::{ApiError, ApiResult},
    filter::Uses,
    ingest,
    names::several,
    state::State,
};
use axum::{extract::Path, http::StatusCode};
use serde_json::json;
use shared::{filter::Mention, problem::Problem};

/// Deletes an attribute that no segment names, and takes it from every user.
///
/// It comes back, without the values of before, when somebody sends it again.
#[utoipa::path(delete, path = "/api/attributes/{key}", tag = "Attributes", params(("key" = String, Path)),
    responses((status = 204, description = "It is gone."), (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, description = "Segments use it, or an import is under way.", body = Problem)))]
pub(crate) async fn delete(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(key): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_owner()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let row = read::find(&mut transaction, &key).await?;
    let uses = Uses::load(&mut transaction).await?;
    let segments = uses.of(&Mention::Attribute(row.key.clone()));
    if !segments.is_empty() {
        let names = several(segments.iter().map(|segment| segment.name.as_str()));
        let what = if segments.len() == 1 { "the segment" } else { "the segments" };
        let detail = format!("It is used by {what} {names}. Take it out there first, or hide it.");
        return Err(ApiError::Conflict(detail));
    }
    if store::is_importing(&mut transaction).await? {
        return Err(ApiError::Conflict(IMPORTING.into()));
    }
    // One more than are named stands for all.
    let most = i64::try_from(MOST_NAMED + 1).unwrap_or(i64::MAX);
    let user_ids = store::holders(&mut transaction, row.attribute_id, most).await?;
    let values = store::delete(&mut transaction, row.attribute_id).await?;
    ingest::retire_attribute(&mut transaction, row.attribute_id).await?;
    let (action, detail) = ("attribute_deleted", json!({ "kind": row.kind, "users": values }));
    let deed = Deed { action, row: &row, detail, user_ids: Some(user_ids), by: &principal, now };
    record(&mut transaction, &state.ids, deed).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(StatusCode::NO_CONTENT)
}

/// Why nothing is done to values now.
pub(super) const IMPORTING: &str = "An import is under way. Try again when it is done.";
