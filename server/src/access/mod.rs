//! Who is asking: the session cookie or a secret key, checked before every call of `/api`.
//!
//! Invariant: whatever comes after [`require`] finds a caller who was known to the database a moment ago.

mod require;
pub mod secret;

pub use require::require;
