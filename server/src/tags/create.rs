//! `POST /api/tags`.

use super::{
    read,
    record::{Deed, record},
    store::{self, TagRow},
};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract,
    names::{name_key, tidy_name},
    state::State,
};
use axum::{Json, http::StatusCode};
use shared::{
    api::tags::{NAME_LENGTH, NewTag, Tag},
    color::Color,
    ids::TagId,
    problem::Problem,
};

/// Makes a tag. Where there is one of the same name, but for case and spaces, the answer is that one.
#[utoipa::path(post, path = "/api/tags", tag = "Tags", request_body = NewTag,
    responses((status = 201, body = Tag), (status = 200, description = "The tag that there was already.", body = Tag),
        (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<NewTag>,
) -> ApiResult<(StatusCode, Json<Tag>)> {
    principal.require_editor()?;
    let name = name(&request.name)?;
    let name_key = name_key(&name);
    let now = state.clock.now();
    // There is one writer at a time: who comes second finds the tag of who came first.
    let mut transaction = state.database.write().await?;
    if let Some(row) = store::by_name_key(&mut transaction, &name_key).await? {
        return Ok((StatusCode::OK, Json(read::told(&mut transaction, row).await?)));
    }
    let color = request.color.unwrap_or_else(|| Color::of_name(&name));
    let tag_id = TagId(state.ids.next());
    let row = TagRow { tag_id: tag_id.0, name_key, color: color.word().to_owned(), name };
    store::insert(&mut transaction, row.clone(), now).await?;
    let (touches_users, user_ids) = (false, Vec::new());
    let deed = Deed { action: "tag_created", tag_id, into: None, touches_users, user_ids, by: &principal, now };
    record(&mut transaction, &state.ids, deed).await?;
    let tag = read::told(&mut transaction, row).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok((StatusCode::CREATED, Json(tag)))
}

/// A tag's name within its limits.
pub(super) fn name(name: &str) -> ApiResult<String> {
    let detail = || format!("A tag has 1 to {NAME_LENGTH} characters, none of them a control character.");
    tidy_name(name, NAME_LENGTH).map(str::to_owned).ok_or_else(|| ApiError::invalid("/name", detail()))
}
