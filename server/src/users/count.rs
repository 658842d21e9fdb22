//! `POST /api/users/count`: how many users a filter matches, and each of its nodes.

use super::{filtering, query::looked_at, store};
use crate::{
    changes,
    error::{ApiError, ApiResult},
    extract,
    filter::{Scope, Totals},
    state::State,
};
use axum::Json;
use shared::api::count::{CountAnswer, CountRequest, NodeCount};

/// Answers with numbers of users.
///
/// All of them are of one state of the database, the one that `sequence` names.
#[utoipa::path(post, path = "/api/users/count", tag = "Users", request_body = CountRequest,
    responses((status = 200, body = CountAnswer), (status = 422, body = shared::problem::Problem),
        (status = 503, description = "It took too long.", body = shared::problem::Problem)))]
pub(crate) async fn count(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<CountRequest>,
) -> ApiResult<Json<CountAnswer>> {
    let start = std::time::Instant::now();
    let text = looked_at(request.text).map_err(|detail| ApiError::invalid("/text", detail))?;
    let filter = request.filter.read(filtering::POINTER).map_err(ApiError::Invalid)?;
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let compiled = filtering::compile(&mut snapshot, &filter, state.clock.now(), Scope::Everyone).await?;
    let Totals { total, nodes } = if request.each || request.without {
        compiled.totals(&mut snapshot, seen.total, request.without).await?
    } else {
        Totals { total: compiled.total(&mut snapshot, seen.total).await?, nodes: Vec::new() }
    };
    let with_text = match &text {
        Some(text) => Some(store::count_with_text(&mut snapshot, text, Some(&compiled.predicate())).await?),
        None => None,
    };
    let nodes = nodes.into_iter();
    let nodes = nodes.map(|node| NodeCount { pointer: node.pointer, total: node.total, without: node.without });
    Ok(Json(CountAnswer {
        total,
        with_text,
        of: seen.total,
        sequence: seen.sequence,
        nodes: nodes.collect(),
        took_micros: u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX),
    }))
}
