//! `POST /api/segments/{segment_id}/impact`: what a change of its filter would do.

use super::{checked::POINTER, read, store};
use crate::{
    error::{ApiError, ApiResult},
    extract,
    filter::{Definitions, Difference},
    index::{Asked, Reading},
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::segments::{DependentImpact, Impact, ImpactRequest},
    ids::SegmentId,
    problem::Problem,
};

/// Answers with who would come in and go out, and with what it does to the segments that use this one. Nothing
/// changes. The header `x-rollcall-evaluator` says who counted: `index` or `sql`.
#[utoipa::path(post, path = "/api/segments/{segment_id}/impact", tag = "Segments", request_body = ImpactRequest,
    params(("segment_id" = String, Path)),
    responses((status = 200, body = Impact), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 503, description = "It took too long.", body = Problem)))]
pub(crate) async fn impact(
    axum::extract::State(state): axum::extract::State<State>,
    Path(segment_id): Path<String>,
    extract::Json(request): extract::Json<ImpactRequest>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<Impact>)> {
    let segment_id = read::id(&segment_id)?;
    let filter = request.filter.read(POINTER).map_err(ApiError::Invalid)?;
    let now = state.clock.now();
    let mut reading = state.index.read(&state.database, &state.changes, None).await?;
    store::one(&mut reading.snapshot, segment_id.0).await?.ok_or_else(read::gone)?;
    let before = Definitions::of_segments(&mut reading.snapshot, &[&filter], now).await?;
    let after = before.with_segment(segment_id, filter);
    let next = after.resolve_segment(segment_id).map_err(|error| ApiError::of_filter(error, POINTER))?;
    let dependents = dependents(&mut reading, &before, &after, segment_id).await?;
    let impact = match before.resolve_segment(segment_id) {
        Ok(last) => {
            let Difference { before, after, join, leave } = reading.difference(last, next).await?;
            Impact { before: Some(before), after, join, leave, dependents }
        }
        Err(_) => {
            // Nobody is in a segment that does not resolve.
            let after = reading.count(next, Asked::Total).await?.totals.total;
            Impact { before: None, after, join: after, leave: 0, dependents }
        }
    };
    Ok((reading.evaluator().told(), Json(impact)))
}

async fn dependents(
    reading: &mut Reading,
    before: &Definitions,
    after: &Definitions,
    segment_id: SegmentId,
) -> ApiResult<Vec<DependentImpact>> {
    let ids = after.dependents(segment_id);
    let mut dependents = Vec::with_capacity(ids.len());
    for segment_id in ids {
        let name = after.names().segment(segment_id).unwrap_or_default().to_owned();
        let before = users(reading, before, segment_id).await?;
        let after = users(reading, after, segment_id).await?;
        dependents.push(DependentImpact { segment_id, name, before, after });
    }
    dependents.sort_by_cached_key(|dependent| (crate::names::name_key(&dependent.name), dependent.segment_id));
    Ok(dependents)
}

/// Users of a segment; `None` for one that does not resolve.
async fn users(reading: &mut Reading, definitions: &Definitions, segment_id: SegmentId) -> ApiResult<Option<u64>> {
    let Ok(resolved) = definitions.resolve_segment(segment_id) else { return Ok(None) };
    Ok(Some(reading.count(resolved, Asked::Total).await?.totals.total))
}
