//! The tables `accounts`, `invitations`, `links` and `api_keys`, and the `sessions` of an account.

pub(super) mod accounts;
pub(super) mod invitations;
pub(super) mod keys;
pub(super) mod links;
pub(super) mod sessions;
