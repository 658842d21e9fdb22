//! From bytes to messages. Pure: no clock, no database.
//!
//! Invariant: an item of a batch that cannot be read spoils only itself.

mod body;
mod edit;
mod flatten;
mod interaction;
mod item;
mod json;
#[cfg(test)]
mod mutations;
mod time;
mod traits;

pub(crate) use body::sample;
pub use body::{Body, CallKind, Decoded, Endpoint, Sender, Surroundings};
pub use edit::Edit;
pub(crate) use edit::{read_edit, read_value};
pub(super) use json::number_text;
pub(crate) use time::parse_client_time;
