//! Inviting: a link that makes an account, once, within a week. No mail is sent.

use super::{email::Email, note::note, store};
use crate::{
    access::{Principal, public_url, secret},
    error::{ApiError, ApiResult},
    extract,
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use serde_json::json;
use shared::{
    api::accounts::{CreatedInvitation, Invitation, NewInvitation},
    ids::InvitationId,
    problem::Problem,
    time::Instant,
};

/// How long an invitation is valid, in milliseconds.
const VALID: i64 = 7 * 86_400_000;

/// Invites an address. The answer is the only one that shows the link; an earlier one of this address ends.
#[utoipa::path(post, path = "/api/accounts/invitations", tag = "Accounts", request_body = NewInvitation,
    responses((status = 201, body = CreatedInvitation), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<NewInvitation>,
) -> ApiResult<(StatusCode, Json<CreatedInvitation>)> {
    principal.require_owner()?;
    let NewInvitation { email, role } = request;
    let email = Email::read(&email).ok_or_else(|| ApiError::invalid("/email", "This is not an e-mail address."))?;
    let (now, token) = (state.clock.now(), secret::token(rand::random()));
    let mut transaction = state.database.write().await?;
    if store::accounts::by_email(&mut transaction, &email.key).await?.is_some() {
        return Err(ApiError::invalid("/email", "This address has an account already."));
    }
    let by = match &principal {
        Principal::Account(account) => Some(account.name.clone()),
        Principal::Key(_) => None,
    };
    let invitation = Invitation {
        invitation_id: InvitationId(state.ids.next()),
        email: email.text,
        role,
        by,
        created: now,
        expires: Instant(now.0 + VALID),
    };
    let (token_hash, by) = (secret::digest(&token), principal.account_id());
    store::invitations::insert(&mut transaction, &invitation, &email.key, &token_hash, by).await?;
    let detail = json!({ "invitation_id": invitation.invitation_id, "role": role });
    note(&mut transaction, &state.ids, Some(&principal), ("invitation_created", detail), now).await?;
    let address = public_url(&mut transaction, &state.public_url).await?;
    transaction.commit().await?;
    let link = format!("{address}/invitation#{token}");
    Ok((StatusCode::CREATED, Json(CreatedInvitation { link, invitation })))
}

/// Ends an invitation: its link is worth nothing any more.
#[utoipa::path(delete, path = "/api/accounts/invitations/{invitation_id}", tag = "Accounts",
    params(("invitation_id" = String, Path)),
    responses((status = 204, description = "Its link is not valid any more."), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn revoke(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(invitation_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_owner()?;
    let gone = || ApiError::NotFound("There is no such invitation; it may have been accepted.".into());
    let invitation_id: InvitationId = invitation_id.parse().map_err(|_| gone())?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    if !store::invitations::end(&mut transaction, invitation_id).await? {
        return Err(gone());
    }
    let detail = json!({ "invitation_id": invitation_id });
    note(&mut transaction, &state.ids, Some(&principal), ("invitation_revoked", detail), now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
