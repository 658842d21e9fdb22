//! `/api/keys`: an owner's keys.

use super::{email, keys};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract,
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use shared::{
    api::keys::{CreateKeyRequest, CreatedKey, Keys},
    ids::KeyId,
    problem::Problem,
};

/// Lists the keys that are valid, oldest first.
#[utoipa::path(get, path = "/api/keys", tag = "Keys",
    responses((status = 200, body = Keys), (status = 403, body = Problem)))]
pub(crate) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
) -> ApiResult<Json<Keys>> {
    principal.require_owner()?;
    let keys = keys::all(&mut state.database.snapshot().await?).await?;
    let valid = keys.into_iter().filter(|key| key.revoked.is_none());
    Ok(Json(Keys { keys: valid.map(|key| key.entry).collect() }))
}

/// Makes a key. The answer is the only one that shows it.
#[utoipa::path(post, path = "/api/keys", tag = "Keys", request_body = CreateKeyRequest,
    responses((status = 201, body = CreatedKey), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<CreateKeyRequest>,
) -> ApiResult<(StatusCode, Json<CreatedKey>)> {
    principal.require_owner()?;
    let name =
        email::name(&request.name).ok_or_else(|| ApiError::invalid("/name", "A name has 1 to 80 characters."))?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let key = keys::create_key(&mut transaction, &state.ids, request.kind, name, now, rand::random()).await?;
    keys::record_created(&mut transaction, &state.ids, Some(&principal), &key.entry, now).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(key)))
}

/// Revokes a key, at once and for good.
#[utoipa::path(delete, path = "/api/keys/{key_id}", tag = "Keys", params(("key_id" = String, Path)),
    responses((status = 204, description = "The key is not valid any more."), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn revoke(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(key_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_owner()?;
    let no_key = || ApiError::NotFound("There is no such key.".into());
    let key_id: KeyId = key_id.parse().map_err(|_| no_key())?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    if !keys::revoke(&mut transaction, &state.ids, Some(&principal), key_id, now).await? {
        return Err(no_key());
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
