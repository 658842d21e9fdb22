//! How data gets in: the Segment protocol.
//!
//! A request is read (`receive`, `body`, `keys`), its messages are decoded one by one (`decode`), wait (`queue`), and
//! are stored in groups (`writer`, `group`): what they concern is loaded (`store`), they are applied in memory
//! (`apply`), and what is new is written. Invariant: 200 is answered only after the commit.

mod apply;
mod body;
mod cors;
mod decode;
mod digests;
mod edit;
mod group;
pub(crate) mod identity_secrets;
mod keys;
pub(crate) mod looking_on;
mod message;
mod news;
mod proof;
mod queue;
mod rate;
mod receive;
mod recent;
mod settings;
mod store;
mod tally;
mod tombstones;
mod writer;

pub(crate) use apply::{
    AttributeState, AttributeWrite, Catalogue, Change, Columns, Link, NativeValue, User, WorkingSet, columns, converted,
};
pub(crate) use cors::allow;
pub(crate) use decode::{parse_client_time, read_edit, read_value};
pub use digests::Digests;
pub(crate) use edit::set_values;
pub(crate) use group::record_saved;
pub(crate) use identity_secrets::has_identity_secret;
pub(crate) use message::{
    AttributeContent, AttributeValue, NativeContent, NativeKey, Origin, anonymous_key, external_key,
};
pub use queue::Ingest;
pub(crate) use receive::{Asker, asker};
pub(crate) use store::{
    add_tombstone_keys, delete_users, deleted_among, has_events_of_nobody, load_by_emails, load_by_ids, load_by_keys,
    load_catalogue, retire_attribute, save, tombstone_key, tombstone_keys, typed,
};
pub use tally::Told;
pub use tombstones::identity_hash;

use crate::{access::ClientAddress, error::ApiError, state::State};
use axum::{
    Router,
    extract::{Request, State as FromState},
    middleware,
    routing::{MethodRouter, delete, get, post},
};
use decode::{CallKind, Endpoint};

fn take(endpoint: Endpoint, is_browser: bool) -> MethodRouter<State> {
    post(move |FromState(state): FromState<State>, address: ClientAddress, request: Request| {
        receive::receive(state, address, endpoint, is_browser, request)
    })
}

/// The routes below `/api`.
pub fn guarded_router() -> Router<State> {
    Router::new()
        .route("/api/ingest/messages", get(looking_on::messages))
        .route("/api/ingest/rejects", get(looking_on::rejects))
        .route("/api/identity-secrets", get(identity_secrets::list).post(identity_secrets::create))
        .route("/api/identity-secrets/{secret_id}", delete(identity_secrets::revoke))
}

/// The routes `/v1` and `/beacon`.
pub fn router() -> Router<State> {
    let calls = [
        ("/v1/identify", "/v1/i", CallKind::Identify),
        ("/v1/track", "/v1/t", CallKind::Track),
        ("/v1/page", "/v1/p", CallKind::Page),
        ("/v1/screen", "/v1/s", CallKind::Screen),
        ("/v1/group", "/v1/g", CallKind::Group),
        ("/v1/alias", "/v1/a", CallKind::Alias),
    ];
    let router = calls.into_iter().fold(Router::new(), |router, (path, short, kind)| {
        router.route(path, take(Endpoint::Call(kind), false)).route(short, take(Endpoint::Call(kind), true))
    });
    router
        .route("/v1/batch", take(Endpoint::Batch, false))
        .route("/v1/b", take(Endpoint::Batch, true))
        .route("/v1/import", take(Endpoint::Import, false))
        .route("/beacon/v1/batch", take(Endpoint::Batch, true))
        .route("/v1/projects/{key}/settings", get(settings::settings))
        .method_not_allowed_fallback(|| async {
            ApiError::NotFound("There is nothing at this address for this method.".into())
        })
        .layer(middleware::from_fn(cors::allow))
}
