//! Tests of the slice `accounts`, and of the checks of access before every call.

pub mod browser;
mod changes_by_cookie;
mod command;
mod headers;
mod invitations;
mod keys;
mod managing;
mod openid;
mod own;
mod provider;
mod roles;
mod sessions;
mod set_up;
mod sign_in;
