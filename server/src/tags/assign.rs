//! `PUT` and `DELETE /api/users/{user_id}/tags/{tag_id}`: a user has a tag, or has it no more.

use super::{read, store};
use crate::{
    access::Principal,
    changes::{self, Change, Topic},
    db::{self, Transaction},
    error::{ApiError, ApiResult},
    state::State,
    users,
};
use axum::{extract::Path, http::StatusCode};
use shared::{api::tags::TAGS_OF_A_USER, problem::Problem, time::Instant};

/// Gives a user a tag. A user who has it keeps it.
#[utoipa::path(put, path = "/api/users/{user_id}/tags/{tag_id}", tag = "Tags",
    params(("user_id" = String, Path, description = "Rollcall's number of the user"), ("tag_id" = String, Path)),
    responses((status = 204, description = "The user has the tag."),
        (status = 308, description = "Merged into the user that Location names"), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, description = "The user has too many tags.", body = Problem)))]
pub(crate) async fn put(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path((user_id, tag_id)): Path<(String, String)>,
) -> ApiResult<StatusCode> {
    principal.require_editor()?;
    let tag_id = read::id(&tag_id)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let user_id = users::locate(&mut transaction, &user_id, &format!("/tags/{tag_id}")).await?;
    store::one(&mut transaction, tag_id).await?.ok_or_else(read::gone)?;
    let tags = store::of_user(&mut transaction, user_id).await?;
    if tags.contains(&tag_id.0) {
        return Ok(StatusCode::NO_CONTENT);
    }
    if tags.len() >= TAGS_OF_A_USER {
        let detail = format!("A user has at most {TAGS_OF_A_USER} tags. Take one away first.");
        return Err(ApiError::Conflict(detail));
    }
    store::give(&mut transaction, user_id, tag_id, now).await?;
    commit(&state, transaction, user_id, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a tag from a user. A user who does not have it stays without.
#[utoipa::path(delete, path = "/api/users/{user_id}/tags/{tag_id}", tag = "Tags",
    params(("user_id" = String, Path, description = "Rollcall's number of the user"), ("tag_id" = String, Path)),
    responses((status = 204, description = "The user does not have the tag."),
        (status = 308, description = "Merged into the user that Location names"), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn delete(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path((user_id, tag_id)): Path<(String, String)>,
) -> ApiResult<StatusCode> {
    principal.require_editor()?;
    let tag_id = read::id(&tag_id)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let user_id = users::locate(&mut transaction, &user_id, &format!("/tags/{tag_id}")).await?;
    store::one(&mut transaction, tag_id).await?.ok_or_else(read::gone)?;
    if store::take(&mut transaction, user_id, tag_id).await? {
        commit(&state, transaction, user_id, now).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn commit(state: &State, mut transaction: Transaction, user_id: i64, now: Instant) -> db::Result<()> {
    let change = Change { topic: Topic::Users, users_delta: 0, user_ids: Some(vec![user_id]) };
    changes::record(&mut transaction, now, &change).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(())
}
