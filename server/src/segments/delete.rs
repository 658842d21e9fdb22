//! `DELETE /api/segments/{segment_id}`.

use super::{read, revise, store};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    filter::Uses,
    names::several,
    state::State,
};
use axum::{extract::Path, http::StatusCode};
use shared::{filter::Mention, problem::Problem};

/// Deletes a segment that no other names.
#[utoipa::path(delete, path = "/api/segments/{segment_id}", tag = "Segments", params(("segment_id" = String, Path)),
    responses((status = 204, description = "It is gone."), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, description = "Other segments use it.", body = Problem)))]
pub(crate) async fn delete(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(segment_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_editor()?;
    let segment_id = read::id(&segment_id)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let uses = Uses::load(&mut transaction).await?;
    // One that names itself is in nobody's way.
    let users = uses.of(&Mention::Segment(segment_id)).iter().filter(|user| user.segment_id != segment_id);
    let users: Vec<_> = users.map(|user| user.name.as_str()).collect();
    if !users.is_empty() {
        let detail = format!("It is used by {}. Take it out there first.", several(users));
        return Err(ApiError::Conflict(detail));
    }
    if !store::delete(&mut transaction, segment_id.0).await? {
        return Err(read::gone());
    }
    revise::record(&mut transaction, &state.ids, &principal, "segment_deleted", segment_id, now).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(StatusCode::NO_CONTENT)
}
