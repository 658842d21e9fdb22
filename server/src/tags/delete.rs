//! `DELETE /api/tags/{tag_id}`.

use super::{
    read,
    record::{Deed, record},
    store,
};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    filter::Uses,
    names::several,
    state::State,
};
use axum::{extract::Path, http::StatusCode};
use shared::{filter::Mention, problem::Problem};

/// Deletes a tag that no segment names, and takes it from every user.
#[utoipa::path(delete, path = "/api/tags/{tag_id}", tag = "Tags", params(("tag_id" = String, Path)),
    responses((status = 204, description = "It is gone."), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, description = "Segments use it.", body = Problem)))]
pub(crate) async fn delete(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(tag_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_editor()?;
    let tag_id = read::id(&tag_id)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    store::one(&mut transaction, tag_id).await?.ok_or_else(read::gone)?;
    let uses = Uses::load(&mut transaction).await?;
    let segments = uses.of(&Mention::Tag(tag_id));
    if !segments.is_empty() {
        let names = several(segments.iter().map(|segment| segment.name.as_str()));
        let what = if segments.len() == 1 { "the segment" } else { "the segments" };
        let detail = format!("It is used by {what} {names}. Take it out there first, or merge it into another tag.");
        return Err(ApiError::Conflict(detail));
    }
    let user_ids = store::holders(&mut transaction, tag_id).await?;
    let touches_users = store::delete(&mut transaction, tag_id).await? > 0;
    let deed = Deed { action: "tag_deleted", tag_id, into: None, touches_users, user_ids, by: &principal, now };
    record(&mut transaction, &state.ids, deed).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(StatusCode::NO_CONTENT)
}
