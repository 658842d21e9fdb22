//! Every route, put together once.

use super::{headers, request_id};
use crate::{
    about, access, accounts, activity, assets, attributes, audit, catalogue, deletion, error::ApiError, export,
    filters, health, imports, ingest, jobs, live, metrics, openapi, profile, segments, settings, state::State, tags,
    targeting, user_attributes, users,
};
use axum::{Router, extract::Request, middleware, response::Response};
use tower_http::catch_panic::CatchPanicLayer;

/// The server's routes.
pub fn router(state: State) -> Router {
    let guarded = Router::new()
        .merge(users::router())
        .merge(profile::router())
        .merge(activity::router())
        .merge(export::router())
        .merge(jobs::router())
        .merge(imports::router())
        .merge(attributes::router())
        .merge(user_attributes::router())
        .merge(deletion::router())
        .merge(catalogue::router())
        .merge(settings::router())
        .merge(audit::router())
        .merge(about::router())
        .merge(segments::router())
        .merge(tags::router())
        .merge(filters::router())
        .merge(live::router())
        .merge(ingest::guarded_router())
        .merge(accounts::guarded_router())
        .layer(middleware::from_fn_with_state(state.clone(), access::require));
    Router::new()
        .merge(guarded)
        .merge(accounts::open_router(state.clone()))
        .merge(openapi::router())
        .merge(health::router())
        .merge(ingest::router())
        .merge(targeting::router())
        .fallback(otherwise)
        .method_not_allowed_fallback(other_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(headers::add))
        .layer(middleware::from_fn(request_id::give))
        .layer(middleware::from_fn_with_state(state.requests.clone(), metrics::observe))
        .with_state(state)
}

async fn otherwise(request: Request) -> Result<Response, ApiError> {
    let path = request.uri().path();
    if ["/api", "/v1", "/beacon"].iter().any(|root| path == *root || path.starts_with(&format!("{root}/"))) {
        return Err(ApiError::NotFound("There is nothing at this address.".into()));
    }
    Ok(assets::page(request).await)
}

async fn other_method() -> ApiError {
    ApiError::Method
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    axum::response::IntoResponse::into_response(ApiError::Defect)
}
