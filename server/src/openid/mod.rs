//! Sign-in with OpenID Connect: what is asked of a provider, and what of its answers is believed. It knows neither
//! accounts nor the database.
//!
//! Invariants: the provider is reached by TLS, but for one on this machine; nothing of an ID token is believed before its
//! signature, issuer, audience, times and nonce are right; no secret, code or token is logged.

mod document;
mod flow;
mod http;
mod jwt;
mod keys;
mod provider;

pub use flow::Flow;
pub(crate) use http::escaped;
pub use jwt::Claims;
pub use provider::{Failure, Provider};
