//! Every request has an id, in its answer's header, in its problem and in its line of the log.

use crate::error::Total;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use shared::problem::Problem;
use std::{sync::Arc, time::Instant};

const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the id and writes the line. The line has no query, no body and no address of a person.
pub(super) async fn give(request: Request, next: Next) -> Response {
    let id = hex::encode(rand::random::<[u8; 8]>());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let began = Instant::now();
    let mut response = next.run(request).await;
    let status = response.status();
    let milliseconds = began.elapsed().as_millis();
    if status.is_server_error() {
        tracing::warn!(%id, %method, path, status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::debug!(%id, %method, path, status = status.as_u16(), milliseconds, "answered");
    }
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
