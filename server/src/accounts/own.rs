//! What people change of their own account: name and password.

use super::{email, email::Email, note::note, password, password_rules, store};
use crate::{
    access::{ClientAddress, Principal, secret, session::used_after},
    error::{ApiError, ApiResult},
    extract,
    state::State,
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode},
};
use serde_json::json;
use shared::{
    api::{
        accounts::{NameChange, PasswordChange},
        session::Account,
    },
    problem::Problem,
};

/// The account of whoever is signed in.
pub(super) fn account_of(principal: &Principal) -> ApiResult<&Account> {
    match principal {
        Principal::Account(account) => Ok(account),
        Principal::Key(_) => Err(ApiError::Forbidden("A key has no account of its own.".into())),
    }
}

/// Changes the caller's name.
#[utoipa::path(patch, path = "/api/account", tag = "Your account", security(("session" = [])), request_body = NameChange,
    responses((status = 200, body = Account), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn rename(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<NameChange>,
) -> ApiResult<Json<Account>> {
    let account = account_of(&principal)?;
    let name =
        email::name(&request.name).ok_or_else(|| ApiError::invalid("/name", "A name has 1 to 80 characters."))?;
    if name != account.name {
        let now = state.clock.now();
        let mut transaction = state.database.write().await?;
        store::accounts::set_name(&mut transaction, account.account_id, name).await?;
        let detail = json!({ "account_id": account.account_id });
        note(&mut transaction, &state.ids, Some(&principal), ("account_renamed", detail), now).await?;
        transaction.commit().await?;
    }
    Ok(Json(Account { name: name.into(), ..account.clone() }))
}

/// Changes the caller's password. Every other session of the account ends.
#[utoipa::path(post, path = "/api/account/password", tag = "Your account", security(("session" = [])),
    request_body = PasswordChange,
    responses((status = 204, description = "The new one holds; other sessions have ended."),
        (status = 403, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn change_password(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    extract::Json(request): extract::Json<PasswordChange>,
) -> ApiResult<StatusCode> {
    let account = account_of(&principal)?;
    let now = state.clock.now();
    let current = state.guard.cookie.read(&headers).map(secret::digest);
    let mut snapshot = state.database.snapshot().await?;
    let stored = store::accounts::by_id(&mut snapshot, account.account_id).await?;
    let by_link = is_by_link(&mut snapshot, account, current.as_deref(), now).await?;
    drop(snapshot);
    let email = Email { text: account.email.clone(), key: email::key(&account.email) };
    password_rules::check(&request.password, &email).map_err(|why| ApiError::invalid("/password", why))?;
    if !by_link {
        // Whoever sits down at an open page may not guess without end either.
        state.guard.admit_sign_in(address, now)?;
        let stored = stored.map(|stored| stored.password_hash);
        if !password::is_right(&state.guard, request.current.unwrap_or_default(), stored).await? {
            return Err(ApiError::invalid("/current", "This is not your password."));
        }
    }
    let password_hash = password::hash(&state.guard, request.password, rand::random()).await?;
    let mut transaction = state.database.write().await?;
    store::accounts::set_password(&mut transaction, account.account_id, &password_hash).await?;
    let ended = store::sessions::end_all(&mut transaction, account.account_id, current.as_deref()).await?;
    store::sessions::has_password(&mut transaction, current.as_deref()).await?;
    let detail = json!({ "account_id": account.account_id, "sessions_ended": ended });
    note(&mut transaction, &state.ids, Some(&principal), ("password_changed", detail), now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a one-time link began the session that asks: its account may have forgotten the password.
pub(super) async fn is_by_link(
    snapshot: &mut crate::db::Transaction,
    account: &Account,
    current: Option<&str>,
    now: shared::time::Instant,
) -> ApiResult<bool> {
    let sessions = store::sessions::all(snapshot, account.account_id, current, now, used_after(now)).await?;
    Ok(sessions.iter().any(|session| session.open.is_current && session.by_link))
}
