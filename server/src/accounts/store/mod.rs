//! The tables `accounts`, `links` and `api_keys`.

pub(super) mod accounts;
pub(super) mod keys;
pub(super) mod links;
