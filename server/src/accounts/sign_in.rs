//! Signing in: by password, or by a one-time link.

use super::{
    email, password,
    session::{self, Visitor},
    store,
};
use crate::{
    access::{ClientAddress, secret},
    error::{ApiError, ApiResult},
    extract::Json,
    state::State,
};
use axum::{http::HeaderMap, response::Response};
use shared::{
    api::session::{LinkRequest, Session, SignInRequest},
    problem::Problem,
};
use store::links::Kind;

/// Signs in by address and password.
#[utoipa::path(post, path = "/api/session", tag = "Session", security(()), request_body = SignInRequest,
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn by_password(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(request): Json<SignInRequest>,
) -> ApiResult<Response> {
    let now = state.clock.now();
    state.guard.admit_sign_in(address, now)?;
    let found = store::accounts::by_email(&mut state.database.snapshot().await?, &email::key(&request.email)).await?;
    let stored = found.as_ref().map(|found| found.password_hash.clone());
    // The same work and the same words, whether the address is known or not.
    let is_right = password::is_right(&state.guard, request.password, stored).await?;
    let Some(found) = found.filter(|_| is_right) else {
        return Err(ApiError::SignedOut("The e-mail address or the password is wrong.".into()));
    };
    let mut transaction = state.database.write().await?;
    let visitor = Visitor { headers: &headers, address, by_link: false };
    let begun = session::begin(&mut transaction, &state, visitor, &found.account, now).await?;
    transaction.commit().await?;
    Ok(session::answer(&state, found.account, &begun))
}

/// Signs in by a link that the operator made with `rollcall admin link`.
#[utoipa::path(post, path = "/api/session/link", tag = "Session", security(()), request_body = LinkRequest,
    responses((status = 200, body = Session), (status = 403, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn by_link(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(request): Json<LinkRequest>,
) -> ApiResult<Response> {
    let now = state.clock.now();
    state.guard.admit_sign_in(address, now)?;
    let gone =
        || ApiError::Forbidden("This link was used, or its time is over. Make another: rollcall admin link".into());
    let mut transaction = state.database.write().await?;
    let link = store::links::take(&mut transaction, Kind::SignIn, &secret::digest(&request.token), now).await?;
    let account_id = link.and_then(|link| link.account_id).ok_or_else(gone)?;
    let account = store::accounts::by_id(&mut transaction, account_id).await?.ok_or_else(gone)?.account;
    let visitor = Visitor { headers: &headers, address, by_link: true };
    let begun = session::begin(&mut transaction, &state, visitor, &account, now).await?;
    transaction.commit().await?;
    Ok(session::answer(&state, account, &begun))
}
