//! `GET /api/accounts`: who may sign in, and who is invited.

use super::store;
use crate::{
    access::{Principal, session::used_after},
    error::ApiResult,
    state::State,
};
use axum::Json;
use shared::{api::accounts::Accounts, problem::Problem};

/// Lists the accounts, oldest first, and the invitations that are valid, the newest first.
#[utoipa::path(get, path = "/api/accounts", tag = "Accounts",
    responses((status = 200, body = Accounts), (status = 403, body = Problem)))]
pub(crate) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
) -> ApiResult<Json<Accounts>> {
    principal.require_owner()?;
    let now = state.clock.now();
    let mut snapshot = state.database.snapshot().await?;
    let accounts = store::accounts::all(&mut snapshot, now, used_after(now)).await?;
    let invitations = store::invitations::all(&mut snapshot, now).await?;
    Ok(Json(Accounts { accounts, invitations }))
}
