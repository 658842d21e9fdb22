//! `GET /api/about`.

use super::store;
use crate::{
    db::{self, Error},
    error::ApiResult,
    state::State,
};
use axum::Json;
use shared::api::about::About;
use std::time::{Duration, Instant};

/// How long events may be counted for whoever only wants to look.
const COUNTING: Duration = Duration::from_secs(2);

/// Tells the version, the database, how much is kept, and where the index in memory stands.
#[utoipa::path(get, path = "/api/about", tag = "Settings", responses((status = 200, body = About)))]
pub(crate) async fn read(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<About>> {
    let began = Instant::now();
    let under_way = store::under_way(&mut state.database.snapshot().await?).await?;
    let database_millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let seen = state.changes.seen();
    Ok(Json(About {
        version: env!("CARGO_PKG_VERSION").into(),
        database: state.database.dialect().name().into(),
        bytes: state.database.bytes().await?,
        users: seen.total,
        events: events(&state.database).await?,
        sequence: seen.sequence,
        index: state.index.state(seen.sequence).await,
        database_millis,
        under_way: under_way.unsigned_abs(),
    }))
}

async fn events(database: &db::Database) -> db::Result<Option<u64>> {
    match store::events(&mut database.snapshot_for(COUNTING).await?).await {
        Ok(events) => Ok(Some(events.unsigned_abs())),
        Err(Error::TooSlow) => Ok(None),
        Err(error) => Err(error),
    }
}
