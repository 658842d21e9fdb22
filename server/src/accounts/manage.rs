//! Changing what an account may do, and removing one. There is always an owner.

use super::{note::note, store};
use crate::{
    access::Principal,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract,
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use serde_json::json;
use shared::{
    api::{
        accounts::RoleChange,
        session::{Account, Role},
    },
    problem::Problem,
};

/// Changes the role of an account, at once.
#[utoipa::path(patch, path = "/api/accounts/{account_id}", tag = "Accounts", params(("account_id" = String, Path)),
    request_body = RoleChange,
    responses((status = 200, body = Account), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "It is the last owner.", body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn change_role(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(account_id): Path<String>,
    extract::Json(RoleChange { role }): extract::Json<RoleChange>,
) -> ApiResult<Json<Account>> {
    principal.require_owner()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let account = find(&mut transaction, &account_id).await?;
    if account.role == role {
        return Ok(Json(account));
    }
    keep_an_owner(&mut transaction, &account).await?;
    store::accounts::set_role(&mut transaction, account.account_id, role).await?;
    if !role.may_own() {
        store::invitations::end_those_by(&mut transaction, account.account_id).await?;
    }
    let detail = json!({ "account_id": account.account_id, "from": account.role, "role": role });
    note(&mut transaction, &state.ids, Some(&principal), ("role_changed", detail), now).await?;
    transaction.commit().await?;
    Ok(Json(Account { role, ..account }))
}

/// Removes an account: its sessions and the invitations that it made end. What it did keeps its name.
#[utoipa::path(delete, path = "/api/accounts/{account_id}", tag = "Accounts", params(("account_id" = String, Path)),
    responses((status = 204, description = "It cannot sign in any more."), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, description = "It is the last owner.", body = Problem)))]
pub(crate) async fn remove(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(account_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_owner()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let account = find(&mut transaction, &account_id).await?;
    keep_an_owner(&mut transaction, &account).await?;
    let account_id = account.account_id;
    store::sessions::end_all(&mut transaction, account_id, None).await?;
    store::invitations::end_those_by(&mut transaction, account_id).await?;
    store::accounts::remove(&mut transaction, account_id, now).await?;
    let detail = json!({ "account_id": account_id, "role": account.role });
    note(&mut transaction, &state.ids, Some(&principal), ("account_removed", detail), now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn find(transaction: &mut Transaction, account_id: &str) -> ApiResult<Account> {
    let gone = || ApiError::NotFound("There is no such account.".into());
    let account_id = account_id.parse().map_err(|_| gone())?;
    Ok(store::accounts::by_id(transaction, account_id).await?.ok_or_else(gone)?.account)
}

/// Refuses to take the last owner away. Writers follow one another, so that two cannot take each other away.
async fn keep_an_owner(transaction: &mut Transaction, account: &Account) -> ApiResult<()> {
    match account.role {
        Role::Owner if store::accounts::owners(transaction).await? == 1 => {
            Err(ApiError::Conflict("A workspace has an owner at all times. Make somebody else an owner first.".into()))
        }
        Role::Owner | Role::Editor | Role::Viewer => Ok(()),
    }
}
