//! `POST /api/segments/{segment_id}/impact`: what a change of its filter would do.

use super::{checked::POINTER, read, store};
use crate::{
    changes,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract,
    filter::{Compiled, Definitions, Difference, Scope},
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::segments::{DependentImpact, Impact, ImpactRequest},
    ids::SegmentId,
    problem::Problem,
};

/// Answers with who would come in and go out, and with what it does to the segments that use this one. Nothing
/// changes.
#[utoipa::path(post, path = "/api/segments/{segment_id}/impact", tag = "Segments", request_body = ImpactRequest,
    params(("segment_id" = String, Path)),
    responses((status = 200, body = Impact), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 503, description = "It took too long.", body = Problem)))]
pub(crate) async fn impact(
    axum::extract::State(state): axum::extract::State<State>,
    Path(segment_id): Path<String>,
    extract::Json(request): extract::Json<ImpactRequest>,
) -> ApiResult<Json<Impact>> {
    let segment_id = read::id(&segment_id)?;
    let filter = request.filter.read(POINTER).map_err(ApiError::Invalid)?;
    let now = state.clock.now();
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let everyone = changes::seen_in(&mut snapshot, earlier).await?.total;
    store::one(&mut snapshot, segment_id.0).await?.ok_or_else(read::gone)?;
    let before = Definitions::of_segments(&mut snapshot, &[&filter], now).await?;
    let after = before.with_segment(segment_id, filter);
    let resolved = after.resolve_segment(segment_id).map_err(|error| ApiError::of_filter(error, POINTER))?;
    let dependents = dependents(&mut snapshot, &before, &after, segment_id, everyone).await?;
    let next = Compiled::new(&mut snapshot, resolved, Scope::Everyone).await?;
    let Ok(resolved) = before.resolve_segment(segment_id) else {
        // Nobody is in a segment that does not resolve.
        let after = next.total(&mut snapshot, everyone).await?;
        return Ok(Json(Impact { before: None, after, join: after, leave: 0, dependents }));
    };
    let last = Compiled::new(&mut snapshot, resolved, Scope::Everyone).await?;
    let Difference { before, after, join, leave } = last.difference(&mut snapshot, &next, everyone).await?;
    Ok(Json(Impact { before: Some(before), after, join, leave, dependents }))
}

async fn dependents(
    snapshot: &mut Transaction,
    before: &Definitions,
    after: &Definitions,
    segment_id: SegmentId,
    everyone: u64,
) -> ApiResult<Vec<DependentImpact>> {
    let ids = after.dependents(segment_id);
    let mut dependents = Vec::with_capacity(ids.len());
    for segment_id in ids {
        let name = after.names().segment(segment_id).unwrap_or_default().to_owned();
        let before = users(snapshot, before, segment_id, everyone).await?;
        let after = users(snapshot, after, segment_id, everyone).await?;
        dependents.push(DependentImpact { segment_id, name, before, after });
    }
    dependents.sort_by_cached_key(|dependent| (crate::names::name_key(&dependent.name), dependent.segment_id));
    Ok(dependents)
}

/// Users of a segment; `None` for one that does not resolve.
async fn users(
    snapshot: &mut Transaction,
    definitions: &Definitions,
    segment_id: SegmentId,
    everyone: u64,
) -> ApiResult<Option<u64>> {
    let Ok(resolved) = definitions.resolve_segment(segment_id) else { return Ok(None) };
    let compiled = Compiled::new(snapshot, resolved, Scope::Everyone).await?;
    Ok(Some(compiled.total(snapshot, everyone).await?))
}
