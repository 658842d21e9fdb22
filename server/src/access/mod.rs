//! Who is asking: the session cookie or a secret key, checked before every call of `/api`.
//!
//! Invariants: whatever comes after [`require`] finds a [`Principal`] whom the database knew a moment ago; a change
//! that is made by cookie comes from our own pages; tokens and secret keys are stored as digests only.

mod audit;
mod client_address;
mod cookie;
mod guard;
mod limit;
mod origin;
mod principal;
mod public_url;
mod require;
pub mod secret;
pub mod session;
mod store;
mod touch;

pub use audit::{AuditEntry, record_audit};
pub use client_address::{ClientAddress, TrustedProxies};
pub use cookie::{FlowCookie, SessionCookie};
pub use guard::Guard;
pub use limit::Limit;
pub use origin::{PublicOrigin, require_same_origin, same_origin_if_told};
pub use principal::Principal;
pub use public_url::public_url;
pub use require::require;
pub use store::{FoundKey, find_key, touch_key};
