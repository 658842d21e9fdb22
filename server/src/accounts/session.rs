//! The session of a browser: what it is, how it begins, how it ends.

use super::{browser, store};
use crate::{
    access::{self, secret},
    db::{self, Transaction},
    error::ApiResult,
    state::State,
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use shared::{
    api::session::{Account, Session},
    time::Instant,
};

/// Tells what the page is to show first: setting up, signing in, or the users.
#[utoipa::path(get, path = "/api/session", tag = "Session", security(()), responses((status = 200, body = Session)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    headers: HeaderMap,
) -> ApiResult<Json<Session>> {
    if let Some(token) = state.guard.cookie.read(&headers)
        && let Some(session) = access::session::find(&state, token).await?
    {
        return Ok(Json(Session::SignedIn { account: session.account, expires: session.expires }));
    }
    let has_owner = store::accounts::has_owner(&mut state.database.snapshot().await?).await?;
    Ok(Json(if has_owner { Session::SignedOut } else { Session::SetUp }))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/session", tag = "Session", security(("session" = [])),
    responses((status = 204, description = "There is no session any more.")))]
pub(crate) async fn sign_out(
    axum::extract::State(state): axum::extract::State<State>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    if let Some(token) = state.guard.cookie.read(&headers) {
        access::require_same_origin(&state, &headers)?;
        let mut transaction = state.database.write().await?;
        access::session::close(&mut transaction, token).await?;
        transaction.commit().await?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, state.guard.cookie.clear())]).into_response())
}

/// A session that has begun, and that its browser is to be told of once the transaction is committed.
pub(super) struct Begun {
    token: String,
    expires: Instant,
}

/// Begins the session of an account in this browser, in place of the one before.
pub(super) async fn begin(
    transaction: &mut Transaction,
    state: &State,
    headers: &HeaderMap,
    account: &Account,
    now: Instant,
) -> db::Result<Begun> {
    let token = secret::token(rand::random());
    let earlier = state.guard.cookie.read(headers);
    let client = browser::describe(headers);
    let expires = access::session::open(transaction, account.account_id, &token, earlier, &client, now).await?;
    Ok(Begun { token, expires })
}

/// The answer that brings the cookie.
pub(super) fn answer(state: &State, account: Account, begun: &Begun) -> Response {
    let session = Session::SignedIn { account, expires: begun.expires };
    ([(SET_COOKIE, state.guard.cookie.set(&begun.token))], Json(session)).into_response()
}
