//! `PATCH /api/tags/{tag_id}`.

use super::{
    create, read,
    record::{Deed, record},
    store::{self, TagRow},
};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract,
    names::name_key,
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::tags::{Tag, TagChange},
    problem::Problem,
};

/// Renames or recolours a tag; what is absent stays.
#[utoipa::path(patch, path = "/api/tags/{tag_id}", tag = "Tags", request_body = TagChange,
    params(("tag_id" = String, Path)),
    responses((status = 200, body = Tag), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "Another tag has the name.", body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(tag_id): Path<String>,
    extract::Json(request): extract::Json<TagChange>,
) -> ApiResult<Json<Tag>> {
    principal.require_editor()?;
    let tag_id = read::id(&tag_id)?;
    let name = request.name.as_deref().map(create::name).transpose()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let before = store::one(&mut transaction, tag_id).await?.ok_or_else(read::gone)?;
    let name = name.unwrap_or_else(|| before.name.clone());
    let after = TagRow {
        tag_id: before.tag_id,
        name_key: name_key(&name),
        color: request.color.map_or_else(|| before.color.clone(), |color| color.word().to_owned()),
        name,
    };
    let other = store::by_name_key(&mut transaction, &after.name_key).await?;
    if let Some(other) = other.filter(|other| other.tag_id != tag_id.0) {
        let detail = format!("There is a tag “{}” already. Choose another name, or merge the two.", other.name);
        return Err(ApiError::Conflict(detail));
    }
    let tag = if after == before {
        read::told(&mut transaction, before).await?
    } else {
        store::update(&mut transaction, after.clone()).await?;
        // Rows of users show the tag, so that lists have to be fetched anew.
        let user_ids = Vec::new();
        let deed =
            Deed { action: "tag_changed", tag_id, into: None, touches_users: true, user_ids, by: &principal, now };
        record(&mut transaction, &state.ids, deed).await?;
        let tag = read::told(&mut transaction, after).await?;
        transaction.commit().await?;
        state.changes.nudge();
        tag
    };
    Ok(Json(tag))
}
