//! The tables `accounts`, `sessions`, `links` and `api_keys`.

pub(super) mod keys;
