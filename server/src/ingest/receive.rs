//! Taking a request: its key, its body, its answer.

use super::{
    body::{self, BadBody},
    decode::{Body, Decoded, Endpoint, Sender},
    keys::KnownKey,
    message::{Outcome, Reject},
    proof::Verification,
    queue::{Busy, Request as Queued},
    recent,
};
use crate::{
    access::ClientAddress,
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, Uri, header},
};
use base64::Engine;
use serde_json::{Value, json};
use shared::time::Instant;
use std::sync::Arc;

/// Takes what is sent to an endpoint. `is_browser` where only browsers send.
pub(super) async fn receive(
    state: State,
    address: ClientAddress,
    endpoint: Endpoint,
    is_browser: bool,
    request: Request,
) -> ApiResult<Json<Value>> {
    let received_at = state.clock.now();
    state.ingest.rate().admit(address.0, received_at)?;
    let (parts, sent) = request.into_parts();
    let mut candidates = candidates(&parts.headers, &parts.uri);
    let sent = match body::read(sent).await {
        Ok(sent) => Ok(sent),
        Err(BadBody::Wrong(reason)) => Err(reason),
        Err(BadBody::Late) => {
            return Err(ApiError::Unavailable("The body did not arrive in whole and in time.".into()));
        }
    };
    let parsed = sent.as_deref().map_err(Clone::clone).and_then(Body::parse);
    candidates.extend(parsed.as_ref().ok().and_then(Body::write_key));
    let key = find(&state, &candidates).await?;
    let verification = state.ingest.proofs().now().await.map_err(unavailable)?;
    let proof = verification.is_required.then_some(&*verification);
    let sender = Sender { is_secret: key.is_secret, is_browser, proof };
    let decoded = parsed.and_then(|body| body.decode(endpoint, received_at, sender));
    let bytes = sent.as_ref().map_or(0, Vec::len);
    match decoded {
        Ok(decoded) => take(&state, key, endpoint, decoded, bytes).await,
        Err(reason) => {
            let sample = sent.map(|bytes| super::decode::sample(&String::from_utf8_lossy(&bytes)));
            let sample = sample.unwrap_or_default();
            let reject = Reject { kind: "body", reason: reason.clone(), identity_keys: Vec::new(), sample };
            let decoded = Decoded { rejects: vec![reject], refused: Some(reason), ..Decoded::default() };
            // Bad as a whole, as a single call is.
            take(&state, key, Endpoint::Call(super::decode::CallKind::Track), decoded, bytes).await
        }
    }
}

/// Who asks something beside the messages.
pub(crate) struct Asker {
    /// Whether the key is a secret one.
    pub is_secret: bool,
    /// How users are proven to whom a public key asks for.
    pub verification: Arc<Verification>,
}

/// Admits a question that is asked beside the messages, with the keys that they are sent with.
///
/// # Errors
/// 401 without a valid key, 429 beyond the operator's limit.
pub(crate) async fn asker(
    state: &State,
    address: ClientAddress,
    headers: &HeaderMap,
    uri: &Uri,
    now: Instant,
) -> ApiResult<Asker> {
    state.ingest.rate().admit(address.0, now)?;
    let is_secret = find(state, &candidates(headers, uri)).await?.is_secret;
    let verification = state.ingest.proofs().now().await.map_err(unavailable)?;
    Ok(Asker { is_secret, verification })
}

async fn find(state: &State, candidates: &[String]) -> ApiResult<KnownKey> {
    let key = state.ingest.keys().find(candidates).await.map_err(unavailable)?;
    key.ok_or_else(|| ApiError::SignedOut("The write key is missing or unknown.".into()))
}

fn candidates(headers: &HeaderMap, uri: &Uri) -> Vec<String> {
    let mut candidates = keys_of_headers(headers);
    candidates.extend(key_of_query(uri));
    candidates
}

async fn take(
    state: &State,
    key: KnownKey,
    endpoint: Endpoint,
    mut decoded: Decoded,
    bytes: usize,
) -> ApiResult<Json<Value>> {
    let mut refused = decoded.refused.take();
    if !(decoded.messages.is_empty() && decoded.rejects.is_empty()) {
        let now = state.clock.now();
        let (mut messages, rejects) = recent::entries(&decoded, key.key_id, now);
        let outcomes = state.ingest.submit(Queued { decoded, key_id: key.key_id }, bytes).await.map_err(busy)?;
        recent::with_outcomes(&mut messages, &outcomes);
        messages.extend(rejects);
        state.ingest.recent().add(messages, now);
        refused = refused.or_else(|| {
            outcomes.into_iter().find_map(|outcome| match outcome {
                Outcome::Refused(reason) => Some(reason),
                Outcome::Stored | Outcome::Duplicate | Outcome::Blocked => None,
            })
        });
    }
    match (endpoint, refused) {
        (Endpoint::Call(_), Some(reason)) => Err(ApiError::BadRequest(reason)),
        (Endpoint::Call(_) | Endpoint::Batch | Endpoint::Import, _) => Ok(Json(json!({"success": true}))),
    }
}

fn busy(busy: Busy) -> ApiError {
    ApiError::Unavailable(match busy {
        Busy::Full => "The server is busy. Send it again in a moment.".into(),
        Busy::Stopping => "The server is stopping. Send it again in a moment.".into(),
        Busy::Database => "It could not be stored. Send it again in a moment.".into(),
    })
}

/// Whatever is wrong with our database, the client is to come again: a 4xx or a plain 500 would cost its data.
pub(super) fn unavailable(error: crate::db::Error) -> ApiError {
    tracing::error!(%error, "keys cannot be read");
    busy(Busy::Database)
}

/// Basic authentication carries the key as the user's name.
fn keys_of_headers(headers: &HeaderMap) -> Vec<String> {
    let Some(value) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
        return Vec::new();
    };
    let Some((scheme, rest)) = value.split_once(' ') else { return Vec::new() };
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return vec![rest.to_owned()];
    }
    let decoded = base64::engine::general_purpose::STANDARD.decode(rest).ok();
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let name = text.filter(|_| scheme.eq_ignore_ascii_case("basic"));
    name.and_then(|text| text.split(':').next().map(str::to_owned)).filter(|key| !key.is_empty()).into_iter().collect()
}

fn key_of_query(uri: &Uri) -> Option<String> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    // Keys are of letters, digits and underscores: nothing in them is ever escaped.
    pairs.into_iter().find(|(name, _)| *name == "writeKey").map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_where_clients_put_them() {
        let keys =
            |value: &str| keys_of_headers(&[(header::AUTHORIZATION, value.parse().unwrap())].into_iter().collect());
        assert_eq!(keys("Basic a2V5Og=="), ["key"]);
        assert_eq!(keys("basic a2V5OnBhc3M="), ["key"]);
        assert_eq!(keys("Bearer key"), ["key"]);
        for nothing in ["Basic", "Basic Og==", "Basic ???", "Digest a2V5Og=="] {
            assert!(keys(nothing).is_empty(), "{nothing}");
        }
        assert_eq!(key_of_query(&"/beacon/v1/batch?a=b&writeKey=key".parse().unwrap()), Some("key".into()));
        assert_eq!(key_of_query(&"/beacon/v1/batch".parse().unwrap()), None);
    }
}
