//! The session of a browser: what it is, how it begins, how it ends.

use super::{browser, store};
use crate::{
    access::{self, secret, session::Beginning},
    db::{self, Transaction},
    error::ApiResult,
    settings,
    state::State,
};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use shared::{
    api::session::{Account, Session},
    time::Instant,
};
use std::net::IpAddr;

/// Tells what the page is to show first: setting up, signing in, or the users.
#[utoipa::path(get, path = "/api/session", tag = "Session", security(()), responses((status = 200, body = Session)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    headers: HeaderMap,
) -> ApiResult<Json<Session>> {
    if let Some(token) = state.guard.cookie.read(&headers)
        && let Some(session) = access::session::find(&state, token).await?
    {
        let workspace = settings::name(&mut state.database.snapshot().await?).await?;
        return Ok(Json(Session::SignedIn { account: session.account, expires: session.expires, workspace }));
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
    workspace: String,
}

/// What is known of the browser that signs in.
pub(super) struct Visitor<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) address: IpAddr,
    /// Whether a one-time link lets it in, and no password.
    pub(super) by_link: bool,
}

/// Begins the session of an account in this browser, in place of the one before.
pub(super) async fn begin(
    transaction: &mut Transaction,
    state: &State,
    visitor: Visitor<'_>,
    account: &Account,
    now: Instant,
) -> db::Result<Begun> {
    let Visitor { headers, address, by_link } = visitor;
    let token = secret::token(rand::random());
    let earlier_token = state.guard.cookie.read(headers);
    let client = browser::describe(headers);
    let beginning = Beginning { client: &client, address: Some(address), by_link, earlier_token };
    let expires = access::session::open(transaction, account.account_id, &token, beginning, now).await?;
    let workspace = settings::name(transaction).await?;
    Ok(Begun { token, expires, workspace })
}

impl Begun {
    /// The header that brings the cookie.
    pub(super) fn cookie(&self, state: &State) -> HeaderValue {
        state.guard.cookie.set(&self.token)
    }
}

/// The answer that brings the cookie.
pub(super) fn answer(state: &State, account: Account, begun: &Begun) -> Response {
    let session = Session::SignedIn { account, expires: begun.expires, workspace: begun.workspace.clone() };
    ([(SET_COOKIE, begun.cookie(state))], Json(session)).into_response()
}
