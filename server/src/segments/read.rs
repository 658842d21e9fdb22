//! `GET /api/segments` and `GET /api/segments/{segment_id}`.

use super::{numbers::Numbers, store, told};
use crate::{
    changes,
    error::{ApiError, ApiResult},
    extract::Query,
    state::State,
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use shared::{
    api::segments::{Segment, Segments},
    ids::SegmentId,
    problem::Problem,
};
use std::time::Duration;

/// How long counting every segment may take; what is not counted by then has a problem.
const TIME: Duration = Duration::from_secs(20);

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    users: Option<String>,
}

/// Lists the segments by name, each with the number of its users, all of one state. Without the numbers, which are
/// `null` then, the answer is quick, however many users there are. The header `x-rollcall-evaluator` says who counted
/// what was not counted yet: `index` or `sql`.
#[utoipa::path(get, path = "/api/segments", tag = "Segments",
    params(("users" = Option<bool>, Query, description = "`false` leaves out the numbers of users")),
    responses((status = 200, body = Segments), (status = 422, body = Problem)))]
pub(crate) async fn all(
    axum::extract::State(state): axum::extract::State<State>,
    Query(asked): Query<Asked>,
) -> ApiResult<Response> {
    match asked.users.as_deref() {
        None | Some("true") => {}
        Some("false") => return Ok(Json(without_users(&state).await?).into_response()),
        Some(_) => return Err(ApiError::invalid("/users", "Say true or false.")),
    }
    // Whoever waits here finds the numbers counted, mostly; the snapshot is to be no older than they are.
    let mut numbers = state.segment_numbers.lock().await;
    let mut reading = state.index.read(&state.database, &state.changes, Some(TIME)).await?;
    let rows = store::all(&mut reading.snapshot).await?;
    let segments = told::told(&mut reading, rows, state.clock.now(), &mut numbers).await?;
    let answer = Json(Segments { segments, sequence: reading.seen.sequence });
    Ok((reading.evaluator().told(), answer).into_response())
}

async fn without_users(state: &State) -> ApiResult<Segments> {
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let rows = store::all(&mut snapshot).await?;
    let segments = told::without_users(&mut snapshot, rows, state.clock.now()).await?;
    Ok(Segments { segments, sequence: seen.sequence })
}

/// Answers with one segment.
#[utoipa::path(get, path = "/api/segments/{segment_id}", tag = "Segments", params(("segment_id" = String, Path)),
    responses((status = 200, body = Segment), (status = 404, body = Problem)))]
pub(crate) async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(segment_id): Path<String>,
) -> ApiResult<Json<Segment>> {
    Ok(Json(by_id(&state, id(&segment_id)?).await?))
}

/// A segment as it is now.
pub(super) async fn by_id(state: &State, SegmentId(segment_id): SegmentId) -> ApiResult<Segment> {
    let mut reading = state.index.read(&state.database, &state.changes, None).await?;
    let row = store::one(&mut reading.snapshot, segment_id).await?.ok_or_else(gone)?;
    let mut segments = told::told(&mut reading, vec![row], state.clock.now(), &mut Numbers::default()).await?;
    segments.pop().ok_or(ApiError::Defect)
}

/// The id of an address.
pub(super) fn id(text: &str) -> ApiResult<SegmentId> {
    text.parse().map_err(|_| gone())
}

pub(super) fn gone() -> ApiError {
    ApiError::NotFound("There is no such segment.".into())
}
