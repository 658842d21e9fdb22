//! Who may come in: accounts, their sessions, one-time links, and keys.
//!
//! Invariants: there is no password but one that its owner chose; a one-time link works once; the link that makes
//! the first owner is worth nothing once there is one.

mod browser;
mod command;
pub(crate) mod connect;
mod email;
mod first_start;
pub(crate) mod key_requests;
mod keys;
mod link;
mod owner;
mod password;
mod password_rules;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod sign_in;
mod store;

pub use command::{AdminCommand, KeyCommand, run_admin, run_key};
pub use first_start::first_start;
pub use keys::create_key;
pub use link::{set_up_link, sign_in_link};

use crate::{access, state::State};
use axum::{
    Router, middleware,
    routing::{delete, get, post},
};

/// Routes that need a caller who is known.
pub fn guarded_router() -> Router<State> {
    Router::new()
        .route("/api/connect", get(connect::read))
        .route("/api/keys", get(key_requests::list).post(key_requests::create))
        .route("/api/keys/{key_id}", delete(key_requests::revoke))
}

/// Routes that anybody may call: signing in and setting up.
pub fn open_router(state: State) -> Router<State> {
    Router::new()
        .route("/api/session", get(session::read).post(sign_in::by_password).delete(session::sign_out))
        .route("/api/session/link", post(sign_in::by_link))
        .route("/api/session/set-up", post(set_up::set_up))
        .layer(middleware::from_fn_with_state(state, access::same_origin_if_told))
}
