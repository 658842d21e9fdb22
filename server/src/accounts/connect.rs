//! `GET /api/connect`: what a product needs to send its users here.

use super::store;
use crate::{
    access::public_url,
    error::{ApiError, ApiResult},
    state::State,
};
use axum::Json;
use shared::{api::session::Connect, problem::Problem};

/// Answers with the address that clients send to, and the newest write key.
#[utoipa::path(get, path = "/api/connect", tag = "Keys",
    responses((status = 200, body = Connect), (status = 404, body = Problem)))]
pub(crate) async fn read(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Connect>> {
    let mut snapshot = state.database.snapshot().await?;
    let write_key = store::keys::newest_write_key(&mut snapshot).await?;
    let write_key = write_key
        .ok_or_else(|| ApiError::NotFound("There is no write key. Make one: rollcall key create write".into()))?;
    Ok(Json(Connect { host: public_url(&mut snapshot, &state.public_url).await?, write_key }))
}
