//! `/api/identity-secrets`: the secrets that a product signs the ids of its users with.

use super::{
    proof::Verification,
    store::{self, StoredSecret},
};
use crate::{
    access::{AuditEntry, Principal, record_audit},
    db::{Result, Transaction},
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use serde_json::json;
use shared::{
    api::identity::{CreatedSecret, IdentitySecret, IdentitySecrets},
    ids::SecretId,
    problem::Problem,
    time::Instant,
};

/// Secrets that are good at once: one that is used, and one that takes its place.
const MOST: usize = 2;
/// Characters of a secret that are shown again, to tell secrets apart.
const PREFIX: usize = 16;

/// Lists the secrets that are not revoked, oldest first.
#[utoipa::path(get, path = "/api/identity-secrets", tag = "Settings",
    responses((status = 200, body = IdentitySecrets), (status = 403, body = Problem)))]
pub(crate) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
) -> ApiResult<Json<IdentitySecrets>> {
    principal.require_owner()?;
    let secrets = store::secrets(&mut state.database.snapshot().await?).await?;
    Ok(Json(IdentitySecrets { secrets: secrets.iter().map(entry).collect() }))
}

/// Makes a secret. The answer is the only one that shows it. It is good beside the one before, until that is revoked.
#[utoipa::path(post, path = "/api/identity-secrets", tag = "Settings",
    responses((status = 201, body = CreatedSecret), (status = 403, body = Problem),
        (status = 409, description = "There are two already.", body = Problem)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
) -> ApiResult<(StatusCode, Json<CreatedSecret>)> {
    principal.require_owner()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut secrets = store::secrets(&mut transaction).await?;
    if secrets.len() >= MOST {
        return Err(ApiError::Conflict(
            "There are two secrets already. Revoke the one that is not used any more.".into(),
        ));
    }
    let secret = format!("rc_identity_{}", hex::encode(rand::random::<[u8; 24]>()));
    let made = StoredSecret { secret_id: state.ids.next(), secret, created: now.0 };
    secrets.push(made.clone());
    store::set_secrets(&mut transaction, &secrets).await?;
    note(&mut transaction, &state, &principal, "identity_secret_created", made.secret_id, now).await?;
    transaction.commit().await?;
    state.ingest.forget_verification();
    Ok((StatusCode::CREATED, Json(CreatedSecret { entry: entry(&made), secret: made.secret })))
}

/// Revokes a secret, at once and for good: what is signed with it is not proven any more.
#[utoipa::path(delete, path = "/api/identity-secrets/{secret_id}", tag = "Settings", params(("secret_id" = String, Path)),
    responses((status = 204, description = "The secret is not good any more."), (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, description = "It is the last one, and verification is on.", body = Problem)))]
pub(crate) async fn revoke(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(secret_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_owner()?;
    let no_secret = || ApiError::NotFound("There is no such secret.".into());
    let SecretId(secret_id) = secret_id.parse().map_err(|_| no_secret())?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut secrets = store::secrets(&mut transaction).await?;
    let before = secrets.len();
    secrets.retain(|secret| secret.secret_id != secret_id);
    if secrets.len() == before {
        return Err(no_secret());
    }
    if secrets.is_empty() && store::verification(&mut transaction).await?.is_required {
        let detail = "Identity verification is on and this is the only secret: nobody could be proven any more. \
                      Make another one first, or switch verification off.";
        return Err(ApiError::Conflict(detail.into()));
    }
    store::set_secrets(&mut transaction, &secrets).await?;
    note(&mut transaction, &state, &principal, "identity_secret_revoked", secret_id, now).await?;
    transaction.commit().await?;
    state.ingest.forget_verification();
    Ok(StatusCode::NO_CONTENT)
}

/// Whether there is a secret to prove users with.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_identity_secret(transaction: &mut Transaction) -> Result<bool> {
    let Verification { secrets, .. } = store::verification(transaction).await?;
    Ok(!secrets.is_empty())
}

fn entry(stored: &StoredSecret) -> IdentitySecret {
    IdentitySecret {
        secret_id: SecretId(stored.secret_id),
        prefix: stored.secret.chars().take(PREFIX).collect(),
        created: Instant(stored.created),
    }
}

async fn note(
    transaction: &mut Transaction,
    state: &State,
    principal: &Principal,
    action: &'static str,
    secret_id: i64,
    now: Instant,
) -> Result<()> {
    let mut detail = json!({ "secret_id": SecretId(secret_id) });
    if let Some(key_id) = principal.key_id() {
        detail["by_key"] = json!(key_id);
    }
    record_audit(transaction, &state.ids, AuditEntry { account_id: principal.account_id(), action, detail }, now).await
}
