//! Who may come in: accounts, their sessions, one-time links, and keys.
//!
//! Invariants: there is no password but one that its owner chose; a one-time link works once; the link that makes
//! the first owner is worth nothing once there is one; from then on there is always an owner; what is done here is in
//! the audit log, without names and addresses.

pub(crate) mod accept;
mod browser;
mod command;
pub(crate) mod connect;
mod email;
mod first_start;
pub(crate) mod invite;
pub(crate) mod key_requests;
mod keys;
mod link;
pub(crate) mod list;
pub(crate) mod manage;
mod note;
pub(crate) mod openid;
pub(crate) mod own;
pub(crate) mod own_sessions;
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
    routing::{delete, get, patch, post},
};

/// Routes that need a caller who is known.
pub fn guarded_router() -> Router<State> {
    Router::new()
        .route("/api/connect", get(connect::read))
        .route("/api/keys", get(key_requests::list).post(key_requests::create))
        .route("/api/keys/{key_id}", delete(key_requests::revoke))
        .route("/api/accounts", get(list::list))
        .route("/api/accounts/invitations", post(invite::create))
        .route("/api/accounts/invitations/{invitation_id}", delete(invite::revoke))
        .route("/api/accounts/{account_id}", patch(manage::change_role).delete(manage::remove))
        .route("/api/account", patch(own::rename))
        .route("/api/account/password", post(own::change_password))
        .route("/api/account/sessions", get(own_sessions::list).delete(own_sessions::end_others))
        .route("/api/account/sessions/{session_id}", delete(own_sessions::end))
}

/// Routes that anybody may call: signing in and setting up.
pub fn open_router(state: State) -> Router<State> {
    Router::new()
        .route("/api/session", get(session::read).post(sign_in::by_password).delete(session::sign_out))
        .route("/api/session/link", post(sign_in::by_link))
        .route("/api/session/set-up", post(set_up::set_up))
        .route("/api/session/invitation", post(accept::look))
        .route("/api/session/accept", post(accept::accept))
        .route("/api/session/ways", get(openid::ways))
        .route("/api/session/openid", get(openid::start))
        .route("/api/session/openid/callback", get(openid::callback))
        .layer(middleware::from_fn_with_state(state, access::same_origin_if_told))
}
