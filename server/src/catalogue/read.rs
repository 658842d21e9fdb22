//! `GET /api/catalogue`.

use super::definitions::Definitions;
use crate::{changes, error::ApiResult, state::State};
use axum::Json;
use shared::api::catalogue::Catalogue;

/// Answers with everything that conditions can name.
///
/// What exists is of the moment. Numbers of users, samples and the properties of events are counted now and then in
/// large workspaces, and are `null` or absent until they were counted once.
#[utoipa::path(get, path = "/api/catalogue", tag = "Catalogue", responses((status = 200, body = Catalogue)))]
pub(crate) async fn read(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Catalogue>> {
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let definitions = Definitions::load(&mut snapshot).await?;
    // Numbers are counted by other readers.
    drop(snapshot);
    let counts = state.catalogue.counts(seen).await;
    Ok(Json(definitions.with(&counts)?))
}
