//! `GET /api/ingest/messages` and `GET /api/ingest/rejects`: what products sent lately, and what could not be taken.

use super::{recent, store};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract::Query,
    state::State,
};
use axum::Json;
use serde::Deserialize;
use shared::{
    api::ingest::{RecentMessages, Reject, Rejects},
    ids::RejectId,
    problem::Problem,
    time::Instant,
};
use std::collections::HashSet;

/// Rejects that are told.
const REJECTS: i64 = 100;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    after: Option<String>,
}

/// Answers with the messages that this server took last, at most 100, and none older than a quarter of an hour.
///
/// They are in its memory only. Of somebody who was deleted nothing is told but that a message came.
#[utoipa::path(get, path = "/api/ingest/messages", tag = "Ingestion",
    params(("after" = Option<u64>, Query, description = "Only what came after this place: `last` of the answer before")),
    responses((status = 200, body = RecentMessages), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn messages(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Query(asked): Query<Asked>,
) -> ApiResult<Json<RecentMessages>> {
    principal.require_editor()?;
    let after = asked.after.as_deref().unwrap_or("0").parse();
    let after = after.map_err(|_| ApiError::invalid("/after", "Give a place, as an answer before told it."))?;
    let (mut entries, last) = state.ingest.recent().after(after, state.clock.now());
    if entries.is_empty() {
        return Ok(Json(RecentMessages { messages: Vec::new(), last }));
    }
    let mut snapshot = state.database.snapshot().await?;
    let keys: HashSet<String> = entries.iter().flat_map(|entry| entry.identity_keys.iter().cloned()).collect();
    let deleted = store::deleted_among(&mut snapshot, &keys.into_iter().collect::<Vec<_>>()).await?;
    let names = store::key_names(&mut snapshot).await?;
    for entry in &mut entries {
        entry.message.key = names.get(&entry.message.key_id.0).cloned();
        if entry.identity_keys.iter().any(|key| deleted.contains(key)) {
            recent::silence(&mut entry.message);
        }
    }
    Ok(Json(RecentMessages { messages: entries.into_iter().map(|entry| entry.message).collect(), last }))
}

/// Answers with what products sent lately and could not be taken, with the reasons.
#[utoipa::path(get, path = "/api/ingest/rejects", tag = "Ingestion",
    responses((status = 200, body = Rejects), (status = 403, body = Problem)))]
pub(crate) async fn rejects(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
) -> ApiResult<Json<Rejects>> {
    principal.require_editor()?;
    let rows = store::newest_rejects(&mut state.database.snapshot().await?, REJECTS).await?;
    let rejects = rows.into_iter().map(|row| Reject {
        reject_id: RejectId(row.reject_id),
        at: Instant(row.at),
        kind: row.kind,
        reason: row.reason,
        sample: row.sample,
    });
    Ok(Json(Rejects { rejects: rejects.collect() }))
}
