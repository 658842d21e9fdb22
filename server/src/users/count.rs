//! `POST /api/users/count`: how many users a filter matches, and each of its nodes.

use super::{filtering, query::looked_at, store};
use crate::{
    error::{ApiError, ApiResult},
    extract,
    filter::Definitions,
    index::Asked,
    state::State,
};
use axum::Json;
use shared::api::count::{CountAnswer, CountRequest, NodeCount};

/// Answers with numbers of users.
///
/// All of them are of one state of the database, the one that `sequence` names. The header `x-rollcall-evaluator` says
/// who counted: `index` or `sql`.
#[utoipa::path(post, path = "/api/users/count", tag = "Users", request_body = CountRequest,
    responses((status = 200, body = CountAnswer), (status = 422, body = shared::problem::Problem),
        (status = 503, description = "It took too long.", body = shared::problem::Problem)))]
pub(crate) async fn count(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<CountRequest>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<CountAnswer>)> {
    let start = std::time::Instant::now();
    let text = looked_at(request.text).map_err(|detail| ApiError::invalid("/text", detail))?;
    let filter = request.filter.read(filtering::POINTER).map_err(ApiError::Invalid)?;
    let asked = match (request.without, request.each) {
        (true, _) => Asked::Without,
        (false, true) => Asked::Each,
        (false, false) => Asked::Total,
    };
    let mut reading = state.index.read(&state.database, &state.changes, None).await?;
    let definitions = Definitions::of(&mut reading.snapshot, &filter, state.clock.now()).await?;
    let resolved = definitions.resolve(&filter).map_err(filtering::told)?;
    let mut counted = reading.count(resolved, asked).await?;
    let (by, total, nodes) = (counted.by, counted.totals.total, std::mem::take(&mut counted.totals.nodes));
    let with_text = match &text {
        Some(text) => Some(match reading.searched(text, Some(&counted)) {
            Some(members) => members.total(),
            None => {
                let predicate = counted.into_compiled(&mut reading).await?.predicate();
                store::count_with_text(&mut reading.snapshot, text, Some(&predicate)).await?
            }
        }),
        None => None,
    };
    let nodes = nodes.into_iter();
    let nodes = nodes.map(|node| NodeCount { pointer: node.pointer, total: node.total, without: node.without });
    let answer = CountAnswer {
        total,
        with_text,
        of: reading.seen.total,
        sequence: reading.seen.sequence,
        nodes: nodes.collect(),
        took_micros: u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX),
    };
    Ok((by.told(), Json(answer)))
}
