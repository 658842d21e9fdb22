//! `PATCH /api/users/{user_id}/attributes`.

use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract, ingest, profile,
    state::State,
    users,
};
use axum::{Json, extract::Path};
use shared::{
    api::{
        attributes::AttributeChanges,
        profile::{Profile, Source},
    },
    problem::Problem,
};

/// Bytes of a body, as of a message to `/v1`.
const LARGEST: usize = 32 << 10;

/// Sets values of a user, all or none, and answers with the user.
///
/// Values have the kinds and limits of what SDKs send. One that an SDK sends later still wins. The header
/// `x-rollcall-evaluator` says who found the segments: `index` or `sql`.
#[utoipa::path(patch, path = "/api/users/{user_id}/attributes", tag = "Users", request_body = AttributeChanges,
    params(("user_id" = String, Path, description = "Rollcall's number of the user")),
    responses((status = 200, body = Profile), (status = 308, description = "Merged into the user that Location names"),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(user_id): Path<String>,
    extract::Json(AttributeChanges(values)): extract::Json<AttributeChanges>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<Profile>)> {
    principal.require_editor()?;
    let text = serde_json::Value::Object(values).to_string();
    if text.len() > LARGEST {
        return Err(ApiError::TooLarge(format!("Attributes of one call have at most {LARGEST} bytes.")));
    }
    let edit = ingest::read_edit(&text).map_err(ApiError::Invalid)?;
    let source = match principal {
        Principal::Account(_) => Source::Dashboard,
        Principal::Key(_) => Source::Api,
    };
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let user_id = users::locate(&mut transaction, &user_id, "/attributes").await?;
    let problems = ingest::set_values(&mut transaction, &state.ids, user_id, &edit, source, now).await?;
    if !problems.is_empty() {
        return Err(ApiError::Invalid(problems));
    }
    transaction.commit().await?;
    state.changes.nudge();
    profile::read::read(axum::extract::State(state), Path(user_id.to_string())).await
}
