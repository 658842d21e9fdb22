//! The check before every guarded route.

use super::{
    Principal, origin, session,
    store::{self, FoundKey},
    touch::{self, Touch},
};
use crate::{
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use shared::api::keys::KeyKind;

/// Lets only signed-in callers and secret keys through, and tells what follows who it is.
///
/// # Errors
/// 401 for callers who are not known, 403 for write keys and for changes that another site makes by cookie.
pub async fn require(
    axum::extract::State(state): axum::extract::State<State>,
    mut request: Request,
    next: Next,
) -> ApiResult<Response> {
    let principal = match bearer(request.headers()).map(str::to_owned) {
        Some(key) => by_key(&state, &key).await?,
        None => {
            let is_change = origin::changes(request.method());
            let allowed = if is_change { origin::require_same_origin(&state, request.headers()) } else { Ok(()) };
            let token = state.guard.cookie.read(request.headers()).map(str::to_owned);
            let principal = by_session(&state, token).await?;
            allowed?;
            principal
        }
    };
    request.extensions_mut().insert(principal);
    Ok(next.run(request).await)
}

/// Other schemes are for a proxy before us.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

async fn by_session(state: &State, token: Option<String>) -> ApiResult<Principal> {
    let session = match token {
        Some(token) => session::find(state, &token).await?,
        None => None,
    };
    let signed_out = || ApiError::SignedOut("Sign in first, or send a secret key: Authorization: Bearer KEY.".into());
    session.map(|session| Principal::Account(session.account)).ok_or_else(signed_out)
}

async fn by_key(state: &State, key: &str) -> ApiResult<Principal> {
    let found = store::find_key(&mut state.database.snapshot().await?, key).await?;
    let Some(FoundKey { key_id, kind, last_used }) = found else {
        return Err(ApiError::SignedOut("There is no such key, or it was revoked.".into()));
    };
    match kind {
        KeyKind::Write => Err(ApiError::Forbidden("A write key may only send data. Use a secret key here.".into())),
        KeyKind::Secret => {
            touch::if_old(state, Touch::Key(key_id), last_used);
            Ok(Principal::Key(key_id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_is_told_from_other_schemes() {
        let read = |value: &'static str| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value.parse().unwrap())]);
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(read("Bearer rc_secret_1").as_deref(), Some("rc_secret_1"));
        assert_eq!(read("bearer  rc_secret_1 ").as_deref(), Some("rc_secret_1"));
        assert_eq!(read("Bearer ").as_deref(), Some(""));
        assert_eq!(read("Basic cmM6"), None);
        assert_eq!(read("Bearer"), None);
    }
}
