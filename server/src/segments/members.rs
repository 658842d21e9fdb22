//! `GET /api/segments/{segment_id}/users`: who is in it, page by page.

use super::{read, store};
use crate::{
    error::{ApiError, ApiResult},
    extract::{self, Query},
    filter::Definitions,
    index::{Found, Wanted},
    state::State,
    users::users_by_id,
};
use axum::{Json, extract::Path};
use serde::Deserialize;
use shared::{
    api::{segments::SegmentUsers, users::UserRow},
    page::Cursor,
    problem::Problem,
};
use std::collections::BTreeMap;

const USUAL: u32 = 25;
const MOST: u32 = 200;

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    after: Option<String>,
    limit: Option<String>,
}

/// Answers with the users of a segment by their numbers, rising. A segment that no longer resolves has none.
///
/// The header `x-rollcall-evaluator` says who found them: `index` or `sql`.
#[utoipa::path(get, path = "/api/segments/{segment_id}/users", tag = "Segments",
    params(("segment_id" = String, Path),
        ("after" = Option<String>, Query, description = "The place that the page follows: `next` of the page before"),
        ("limit" = Option<u32>, Query, description = "Users on a page, 1 to 200; 25 when absent")),
    responses((status = 200, body = SegmentUsers), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn members(
    axum::extract::State(state): axum::extract::State<State>,
    Path(segment_id): Path<String>,
    Query(asked): Query<Asked>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<SegmentUsers>)> {
    let segment_id = read::id(&segment_id)?;
    let limit = extract::number(asked.limit.as_deref(), USUAL, 1..=MOST, "/limit")?;
    let no_place = || ApiError::invalid("/after", "There is no such place. Start from the first page.");
    let after = asked.after.map_or(Ok(i64::MIN), |after| after.parse()).map_err(|_| no_place())?;
    let mut reading = state.index.read(&state.database, &state.changes, None).await?;
    store::one(&mut reading.snapshot, segment_id.0).await?.ok_or_else(read::gone)?;
    let definitions = Definitions::of_segments(&mut reading.snapshot, &[], state.clock.now()).await?;
    let Ok(resolved) = definitions.resolve_segment(segment_id) else {
        return Ok((reading.evaluator().told(), Json(SegmentUsers { users: Vec::new(), next: None })));
    };
    let found = reading.find(resolved, Wanted::Behind { user_id: after, most: limit as usize + 1 }).await?;
    let by = found.by();
    let mut user_ids = match found {
        Found::Users(user_ids) => user_ids,
        Found::Compiled(compiled) => {
            store::members(&mut reading.snapshot, compiled.predicate(), after, i64::from(limit) + 1).await?
        }
    };
    let has_more = user_ids.len() > limit as usize;
    user_ids.truncate(limit as usize);
    let next = user_ids.last().filter(|_| has_more).map(|last| Cursor(last.to_string()));
    let mut found = users_by_id(&mut reading.snapshot, &user_ids).await?;
    let users = user_ids.iter().filter_map(|user_id| found.remove(user_id));
    let users = users.map(|user| UserRow { user, attributes: BTreeMap::new() }).collect();
    Ok((by.told(), Json(SegmentUsers { users, next })))
}
