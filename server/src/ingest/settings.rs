//! The browser SDK's settings: where it is to send what it gathers.

use super::receive::unavailable;
use crate::{
    access::public_url,
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{
    Json,
    extract::{Path, State as FromState},
    http::{HeaderMap, header},
};
use serde_json::{Value, json};

/// `GET /v1/projects/{key}/settings`
pub(super) async fn settings(
    FromState(state): FromState<State>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Json<Value>> {
    let found = state.ingest.keys().find(std::slice::from_ref(&key)).await.map_err(unavailable)?;
    if found.is_none() {
        return Err(ApiError::SignedOut("The write key is unknown.".into()));
    }
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let mut snapshot = state.database.snapshot().await.map_err(unavailable)?;
    let public_url = public_url(&mut snapshot, &state.public_url).await.map_err(unavailable)?;
    let (protocol, host) = address(&public_url, asked);
    let integration = json!({"apiKey": key, "apiHost": format!("{host}/v1"), "protocol": protocol});
    Ok(Json(json!({"integrations": {"Segment.io": integration}, "plan": {"track": {}}})))
}

/// Where the browser reaches us: the public address; while that is this machine only, as the browser just did.
fn address<'a>(public_url: &'a str, asked: Option<&'a str>) -> (&'a str, &'a str) {
    let (protocol, host) = public_url.split_once("://").unwrap_or(("http", public_url));
    let is_here = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|here| host.strip_prefix(here).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')));
    match asked {
        Some(asked) if is_here && !asked.is_empty() => (protocol, asked),
        Some(_) | None => (protocol, host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_address_wins_unless_it_is_this_machine() {
        assert_eq!(address("https://r.example.com", Some("10.0.0.1:3000")), ("https", "r.example.com"));
        assert_eq!(address("http://localhost:3000", Some("10.0.0.1:3000")), ("http", "10.0.0.1:3000"));
        assert_eq!(address("http://127.0.0.1:3000", None), ("http", "127.0.0.1:3000"));
        assert_eq!(address("http://localhost.example.com", Some("x")), ("http", "localhost.example.com"));
    }
}
