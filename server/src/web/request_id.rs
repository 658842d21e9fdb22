//! Every request has an id, in its answer's header, in its problem, and in each line that the log has of it.

use crate::error::Total;
use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use shared::problem::Problem;
use std::{sync::Arc, time::Instant};
use tracing::Instrument as _;

const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id that is taken from a client.
const LONGEST: usize = 64;

/// Gives the id and writes the line. The line has the route as the sources have it: what a client puts into an address
/// may tell of a person, and is not in it.
pub(super) async fn give(request: Request, next: Next) -> Response {
    let id = taken(request.headers()).unwrap_or_else(|| hex::encode(rand::random::<[u8; 8]>()));
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("other", MatchedPath::as_str);
    let span = tracing::info_span!("request", id, method = %request.method(), route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, milliseconds) = (response.status(), began.elapsed().as_millis());
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::warn!(status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::debug!(status = status.as_u16(), milliseconds, "answered");
        }
    });
    if let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() {
        let problem = Problem { request_id: id.clone(), ..Problem::clone(&problem) };
        let mut body = serde_json::to_value(&problem).unwrap_or_default();
        if let Some(Total(total)) = response.extensions_mut().remove() {
            body["total"] = total.into();
        }
        if let Ok(body) = serde_json::to_vec(&body) {
            response.headers_mut().remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::from(body);
        }
    }
    response.headers_mut().extend(HeaderValue::try_from(id).ok().map(|id| (NAME, id)));
    response
}

/// The id that a proxy or a client gave, if it is one and can stand in a log.
fn taken(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(NAME)?.to_str().ok()?;
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (is_plain && (1..=LONGEST).contains(&id.len())).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_clients_are_taken_when_they_are_plain() {
        let taken = |id: &'static [u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(NAME, HeaderValue::from_bytes(id).unwrap());
            super::taken(&headers)
        };
        assert_eq!(taken(b"01JD-7.x_Z").as_deref(), Some("01JD-7.x_Z"));
        assert_eq!(taken(&[b'a'; LONGEST]).map(|id| id.len()), Some(LONGEST));
        for wrong in [&b""[..], b"a b", b"mina@example.com", b"a\"b", b"\xfc", &[b'a'; LONGEST + 1]] {
            assert_eq!(taken(wrong), None, "{wrong:?}");
        }
        assert_eq!(super::taken(&HeaderMap::new()), None);
    }
}
