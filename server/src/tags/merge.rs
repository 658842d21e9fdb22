//! `POST /api/tags/{tag_id}/merge`: two tags become one, for users, segments and kept filters.

use super::{
    read,
    record::{Deed, record},
    store,
};
use crate::{
    access::Principal,
    db::{self, Transaction},
    error::{ApiError, ApiResult},
    extract,
    filter::Definitions,
    segments::{self, Revision},
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::tags::{Tag, TagMerge},
    filter::{Filter, describe},
    ids::{SegmentId, TagId},
    problem::Problem,
    time::Instant,
};

/// Merges a tag into another, which stays: users who had the one have the other, and so do the filters of segments.
#[utoipa::path(post, path = "/api/tags/{tag_id}/merge", tag = "Tags", request_body = TagMerge,
    params(("tag_id" = String, Path, description = "The tag that goes")),
    responses((status = 200, description = "The tag that stays.", body = Tag), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn merge(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(tag_id): Path<String>,
    extract::Json(TagMerge { into }): extract::Json<TagMerge>,
) -> ApiResult<Json<Tag>> {
    principal.require_editor()?;
    let tag_id = read::id(&tag_id)?;
    if tag_id == into {
        return Err(ApiError::invalid("/into", "A tag cannot be merged into itself. Choose another."));
    }
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    store::one(&mut transaction, tag_id).await?.ok_or_else(read::gone)?;
    let stays = store::one(&mut transaction, into).await?;
    let stays = stays.ok_or_else(|| ApiError::invalid("/into", "There is no such tag. Choose another."))?;
    replace_in_segments(&mut transaction, tag_id, into, &principal, now).await?;
    replace_in_kept_filters(&mut transaction, tag_id, into).await?;
    let user_ids = store::holders(&mut transaction, tag_id).await?;
    store::give_to_users_of(&mut transaction, into, tag_id, now).await?;
    let touches_users = store::delete(&mut transaction, tag_id).await? > 0;
    let deed = Deed { action: "tag_merged", tag_id, into: Some(into), touches_users, user_ids, by: &principal, now };
    record(&mut transaction, &state.ids, deed).await?;
    let tag = read::told(&mut transaction, stays).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(Json(tag))
}

/// The document with one tag in the place of another; `None` where that changes nothing, or it cannot be read.
fn replaced(document: &str, tag_id: TagId, by: TagId) -> Option<Filter> {
    let filter = Filter::parse(document.as_bytes()).ok()?;
    let mut replaced = filter.clone();
    replaced.replace_tag(tag_id, by);
    (replaced != filter).then_some(replaced)
}

async fn replace_in_segments(
    transaction: &mut Transaction,
    tag_id: TagId,
    by_tag: TagId,
    by: &Principal,
    now: Instant,
) -> db::Result<()> {
    for (segment_id, document) in store::segments_with(transaction, tag_id).await? {
        let Some(filter) = replaced(&document, tag_id, by_tag) else { continue };
        let definitions = Definitions::of(transaction, &filter, now).await?;
        let sentence = describe(&filter, definitions.names());
        let revision = Revision { segment_id: SegmentId(segment_id), filter: &filter, sentence: &sentence, by, now };
        segments::revise(transaction, revision).await?;
    }
    Ok(())
}

/// Addresses that carry a kept filter go on to work.
async fn replace_in_kept_filters(transaction: &mut Transaction, tag_id: TagId, by: TagId) -> db::Result<()> {
    for (filter_id, document) in store::kept_filters_with(transaction, tag_id).await? {
        if let Some(filter) = replaced(&document, tag_id, by) {
            store::update_kept_filter(transaction, &filter_id, filter.to_value().to_string()).await?;
        }
    }
    Ok(())
}
