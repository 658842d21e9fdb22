//! `GET /api/users/{user_id}`.

use super::{store, table};
use crate::{
    error::{ApiError, ApiResult},
    segments,
    state::State,
    users,
};
use axum::{Json, extract::Path};
use shared::api::profile::Profile;

/// Answers with one user. The id of a user that was merged into another answers with the way there.
///
/// The header `x-rollcall-evaluator` says who found the segments: `index` or `sql`.
#[utoipa::path(get, path = "/api/users/{user_id}", tag = "Users",
    params(("user_id" = String, Path, description = "Rollcall's number of the user")),
    responses((status = 200, body = Profile), (status = 308, description = "Merged into the user that Location names"),
        (status = 404, body = shared::problem::Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    Path(user_id): Path<String>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<Profile>)> {
    let mut reading = state.index.read_for_one(&state.database, &state.changes).await?;
    let user_id = users::locate(&mut reading.snapshot, &user_id, "").await?;
    let (segments, by) = segments::memberships(&mut reading, user_id, state.clock.now()).await?;
    // The index moves on while the rest is read.
    reading.release();
    let mut snapshot = reading.snapshot;
    let user = users::users_by_id(&mut snapshot, &[user_id]).await?.remove(&user_id).ok_or(ApiError::Defect)?;
    let natives = store::natives(&mut snapshot, user_id).await?;
    let values = store::values(&mut snapshot, user_id).await?;
    let items = store::items(&mut snapshot, user_id).await?;
    let experiences_seen = store::experiences_seen(&mut snapshot, user_id).await?;
    let mut attributes = table::native_attributes(&user, &natives)?;
    attributes.extend(table::custom_attributes(values, items)?);
    let last_seen = user.last_activity;
    let anonymous_id = natives.anonymous_id;
    Ok((by.told(), Json(Profile { user, anonymous_id, last_seen, experiences_seen, segments, attributes })))
}
