//! `GET /api/tags`, and tags as they are told.

use super::store::{self, TagRow};
use crate::{
    db::{self, Transaction},
    error::{ApiError, ApiResult},
    filter::Uses,
    state::State,
};
use axum::Json;
use shared::{
    api::tags::{Tag, Tags},
    color::Color,
    filter::Mention,
    ids::TagId,
};
use std::collections::HashMap;

/// Lists the tags by name, each with the number of users who have it and the segments that name it.
#[utoipa::path(get, path = "/api/tags", tag = "Tags", responses((status = 200, body = Tags)))]
pub(crate) async fn all(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Tags>> {
    let mut snapshot = state.database.snapshot().await?;
    let users: HashMap<i64, i64> = store::users_of_all(&mut snapshot).await?.into_iter().collect();
    let uses = Uses::load(&mut snapshot).await?;
    let rows = store::all(&mut snapshot).await?.into_iter();
    let tags = rows.map(|row| {
        let users = users.get(&row.tag_id).copied().unwrap_or_default().unsigned_abs();
        tag(row, users, &uses)
    });
    Ok(Json(Tags { tags: tags.collect() }))
}

/// A tag as it is in this transaction.
pub(super) async fn told(transaction: &mut Transaction, row: TagRow) -> db::Result<Tag> {
    let users = store::users_of(transaction, TagId(row.tag_id)).await?;
    let uses = Uses::load(transaction).await?;
    Ok(tag(row, users, &uses))
}

fn tag(row: TagRow, users: u64, uses: &Uses) -> Tag {
    let tag_id = TagId(row.tag_id);
    Tag {
        tag_id,
        color: Color::from_word(&row.color).unwrap_or_else(|| Color::of_name(&row.name)),
        name: row.name,
        users,
        segments: uses.of(&Mention::Tag(tag_id)).to_vec(),
    }
}

/// The id of an address.
pub(super) fn id(text: &str) -> ApiResult<TagId> {
    text.parse().map_err(|_| gone())
}

pub(super) fn gone() -> ApiError {
    ApiError::NotFound("There is no such tag.".into())
}
