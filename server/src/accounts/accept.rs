//! Accepting an invitation: name and password, and one is signed in.

use super::{
    email::{self, Email},
    note::note,
    password, password_rules,
    session::{self, Visitor},
    store,
};
use crate::{
    access::{ClientAddress, Principal, secret},
    error::{ApiError, ApiResult},
    extract, settings,
    state::State,
};
use axum::{Json, http::HeaderMap, response::Response};
use serde_json::json;
use shared::{
    api::{
        accounts::{AcceptRequest, Invitation, Invited},
        session::{Account, LinkRequest, Session},
    },
    ids::AccountId,
    problem::{Problem, ProblemAt},
};

/// Tells what an invitation's link invites to. It stays valid.
#[utoipa::path(post, path = "/api/session/invitation", tag = "Session", security(()), request_body = LinkRequest,
    responses((status = 200, body = Invited), (status = 403, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn look(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    extract::Json(request): extract::Json<LinkRequest>,
) -> ApiResult<Json<Invited>> {
    let now = state.clock.now();
    state.guard.admit_sign_in(address, now)?;
    let mut snapshot = state.database.snapshot().await?;
    let found = store::invitations::by_token(&mut snapshot, &secret::digest(&request.token), now).await?;
    let workspace = settings::name(&mut snapshot).await?;
    let Invitation { email, role, by, .. } = found.ok_or_else(gone)?;
    Ok(Json(Invited { workspace, email, role, by }))
}

/// Makes the account that a link invites to, and signs it in. The link works once.
#[utoipa::path(post, path = "/api/session/accept", tag = "Session", security(()), request_body = AcceptRequest,
    responses((status = 200, body = Session), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn accept(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    extract::Json(request): extract::Json<AcceptRequest>,
) -> ApiResult<Response> {
    let now = state.clock.now();
    state.guard.admit_sign_in(address, now)?;
    let token_hash = secret::digest(&request.token);
    let mut snapshot = state.database.snapshot().await?;
    let invitation = store::invitations::by_token(&mut snapshot, &token_hash, now).await?.ok_or_else(gone)?;
    drop(snapshot);
    let (name, email) = check(&request, &invitation.email)?;
    let password_hash = password::hash(&state.guard, request.password.clone(), rand::random()).await?;

    let mut transaction = state.database.write().await?;
    let invitation = store::invitations::by_token(&mut transaction, &token_hash, now).await?.ok_or_else(gone)?;
    if store::accounts::by_email(&mut transaction, &email.key).await?.is_some() {
        return Err(ApiError::Conflict("This address has an account already. Sign in instead.".into()));
    }
    store::invitations::end(&mut transaction, invitation.invitation_id).await?;
    let account_id = AccountId(state.ids.next());
    let account = Account { account_id, name: name.into(), email: email.text, role: invitation.role };
    store::accounts::insert(&mut transaction, &account, &email.key, &password_hash, now).await?;
    let detail = json!({ "account_id": account_id, "role": account.role, "invitation_id": invitation.invitation_id });
    let by = Principal::Account(account.clone());
    note(&mut transaction, &state.ids, Some(&by), ("account_created", detail), now).await?;
    let visitor = Visitor { headers: &headers, address, by_link: false };
    let begun = session::begin(&mut transaction, &state, visitor, &account, now).await?;
    transaction.commit().await?;
    Ok(session::answer(&state, account, &begun))
}

fn check<'a>(request: &'a AcceptRequest, invited: &str) -> ApiResult<(&'a str, Email)> {
    // It was read when it was invited.
    let email = Email::read(invited).ok_or(ApiError::Defect)?;
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, detail: &str| {
        errors.push(ProblemAt { pointer: pointer.into(), detail: detail.into() });
    };
    let name = email::name(&request.name);
    if name.is_none() {
        wrong("/name", "A name has 1 to 80 characters.");
    }
    if let Err(why) = password_rules::check(&request.password, &email) {
        wrong("/password", why);
    }
    match name {
        Some(name) if errors.is_empty() => Ok((name, email)),
        Some(_) | None => Err(ApiError::Invalid(errors)),
    }
}

fn gone() -> ApiError {
    ApiError::Forbidden("This invitation was accepted or revoked, or its time is over. Ask for another.".into())
}
