//! `GET /v1/users/segments`.

use super::store;
use crate::{
    access::ClientAddress,
    error::{ApiError, ApiResult},
    extract::Query,
    ingest::{self, Asker},
    segments::memberships,
    state::State,
};
use axum::{
    Json,
    http::{HeaderMap, Uri},
};
use serde::Deserialize;
use shared::{
    api::{tags::SegmentName, targeting::UserSegments},
    problem::Problem,
};

/// What the address asks for. The key may stand there, too, as in the calls that send.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Asked {
    user_id: Option<String>,
    anonymous_id: Option<String>,
    signature: Option<String>,
    #[serde(rename = "writeKey")]
    _write_key: Option<String>,
}

/// Answers with the segments that a user is in, by name; with none for those whom nobody has seen yet.
///
/// A secret key asks for anyone, by `userId` or `anonymousId`; a write key, as pages have it, only for the visitor by
/// its own `anonymousId`, or for a `userId` with its `signature`, as identity verification has it. The header `x-rollcall-evaluator` says who found the segments: `index` or `sql`.
#[utoipa::path(get, path = "/v1/users/segments", tag = "Targeting",
    params(("userId" = Option<String>, Query, description = "The product's own id; for secret keys, or signed"),
        ("anonymousId" = Option<String>, Query, description = "The visitor's id; one of the two is needed"),
        ("signature" = Option<String>, Query,
            description = "HMAC-SHA-256 of the userId in hex, by a secret of identity verification; for write keys")),
    responses((status = 200, body = UserSegments), (status = 401, body = Problem), (status = 422, body = Problem),
        (status = 403, description = "A write key asked for a user id that is not signed.", body = Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    address: ClientAddress,
    headers: HeaderMap,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<UserSegments>)> {
    let now = state.clock.now();
    let asker = ingest::asker(&state, address, &headers, &uri, now).await?;
    let identity_key = identity_key(asked, &asker)?;
    let mut reading = state.index.read_for_one(&state.database, &state.changes).await?;
    let (segments, by) = match store::user_of(&mut reading.snapshot, identity_key).await? {
        Some(user_id) => memberships(&mut reading, user_id, now).await?,
        None => (Vec::new(), reading.evaluator()),
    };
    let name =
        |segment: shared::api::segments::Membership| SegmentName { segment_id: segment.segment_id, name: segment.name };
    Ok((by.told(), Json(UserSegments { segments: segments.into_iter().map(name).collect() })))
}

fn identity_key(asked: Asked, asker: &Asker) -> ApiResult<String> {
    let given = |id: Option<String>| id.filter(|id| !id.is_empty());
    let signature = given(asked.signature);
    match (given(asked.user_id), given(asked.anonymous_id)) {
        (Some(user_id), None) => {
            let is_signed = || signature.is_some_and(|signature| asker.verification.holds(&user_id, &signature));
            if asker.is_secret || is_signed() {
                return Ok(ingest::external_key(&user_id));
            }
            Err(ApiError::Forbidden(
                "A write key is public: with it, only the visitor's own anonymousId can be asked for, or a userId with \
                 its signature. Ask for other users from your server, with a secret key."
                    .into(),
            ))
        }
        (None, Some(anonymous_id)) => Ok(ingest::anonymous_key(&anonymous_id)),
        (None, None) => Err(ApiError::invalid("/userId", "Say whose segments: give userId or anonymousId.")),
        (Some(_), Some(_)) => Err(ApiError::invalid("/anonymousId", "Give userId or anonymousId, not both.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn key(user_id: Option<&str>, anonymous_id: Option<&str>, is_secret: bool) -> ApiResult<String> {
        let (user_id, anonymous_id) = (user_id.map(Into::into), anonymous_id.map(Into::into));
        let asker = Asker { is_secret, verification: Arc::default() };
        identity_key(Asked { user_id, anonymous_id, signature: Some("00".into()), _write_key: None }, &asker)
    }

    #[test]
    fn a_public_key_asks_for_visitors_only() {
        assert_eq!(key(Some("u"), None, true).unwrap(), "user:u");
        assert_eq!(key(Some(""), Some("a"), false).unwrap(), "anon:a");
        assert!(matches!(key(Some("u"), None, false), Err(ApiError::Forbidden(_))));
        assert!(matches!(key(None, Some(""), true), Err(ApiError::Invalid(_))));
        assert!(matches!(key(Some("u"), Some("a"), false), Err(ApiError::Invalid(_))));
    }
}
