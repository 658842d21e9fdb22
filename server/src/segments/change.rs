//! `PATCH /api/segments/{segment_id}`.

use super::{
    checked::{self, Checked, POINTER},
    create::{name_taken, stored_view},
    read,
    revise::{self, Revision},
    store::{self, SegmentRow},
};
use crate::{
    access::Principal,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract,
    filter::Definitions,
    names::name_key,
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::segments::{Segment, SegmentChange},
    filter::{Filter, describe},
    ids::SegmentId,
    problem::Problem,
    time::Instant,
};

/// Changes what is said; the rest stays. A view without columns and order takes away the one that there is.
///
/// A filter that leads back to the segment is refused, and so is one with which a segment that uses this one would no
/// longer resolve.
#[utoipa::path(patch, path = "/api/segments/{segment_id}", tag = "Segments", request_body = SegmentChange,
    params(("segment_id" = String, Path)),
    responses((status = 200, body = Segment), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "Another segment has the name.", body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(segment_id): Path<String>,
    extract::Json(request): extract::Json<SegmentChange>,
) -> ApiResult<Json<Segment>> {
    principal.require_editor()?;
    let segment_id = read::id(&segment_id)?;
    let Checked { name, description, icon, color, filter, view } = checked::change(request)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let before = store::one(&mut transaction, segment_id.0).await?.ok_or_else(read::gone)?;
    let name = name.unwrap_or_else(|| before.name.clone());
    let mut after = SegmentRow {
        name_key: name_key(&name),
        name,
        description: description.unwrap_or_else(|| before.description.clone()),
        icon: icon.unwrap_or_else(|| before.icon.clone()),
        color: color.map_or_else(|| before.color.clone(), |color| color.word().to_owned()),
        filter: filter.as_ref().map_or_else(|| before.filter.clone(), revise::stored),
        view: if view.is_some() { stored_view(view) } else { before.view.clone() },
        ..before.clone()
    };
    let other = store::by_name_key(&mut transaction, &after.name_key).await?;
    if other.is_some_and(|other| other != segment_id.0) {
        return Err(name_taken(&after.name));
    }
    if let Some(filter) = &filter {
        let definitions = with_filter(&mut transaction, segment_id, filter, now).await?;
        if after.filter != before.filter {
            let sentence = describe(filter, definitions.names());
            let revision = Revision { segment_id, filter, sentence: &sentence, by: &principal, now };
            revise::add_version(&mut transaction, revision).await?;
        }
    }
    if after != before {
        after.updated_at = now.0;
        store::update(&mut transaction, after).await?;
        revise::record(&mut transaction, &state.ids, &principal, "segment_changed", segment_id, now).await?;
        transaction.commit().await?;
        state.changes.nudge();
    } else {
        // Nothing to keep; and the answer is not to hold up other writers.
        drop(transaction);
    }
    Ok(Json(read::by_id(&state, segment_id).await?))
}

/// The segments as they would be with this filter.
///
/// # Errors
/// 422 where the filter or a segment that uses it would not resolve.
async fn with_filter(
    transaction: &mut Transaction,
    segment_id: SegmentId,
    filter: &Filter,
    now: Instant,
) -> ApiResult<Definitions> {
    let before = Definitions::of_segments(transaction, &[filter], now).await?;
    let after = before.with_segment(segment_id, filter.clone());
    after.resolve_segment(segment_id).map_err(|error| ApiError::of_filter(error, POINTER))?;
    for dependent in after.dependents(segment_id) {
        if before.problem_of_segment(dependent).is_none()
            && let Some(problem) = after.problem_of_segment(dependent)
        {
            let name = after.names().segment(dependent).unwrap_or_default();
            return Err(ApiError::invalid(POINTER, format!("The segment “{name}” uses this one. {problem}")));
        }
    }
    Ok(after)
}
