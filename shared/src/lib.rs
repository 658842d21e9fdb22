//! What the page and the server of Rollcall have in common: ids, instants, colours and the types of the API.
//!
//! Invariants: no input or output, no clock, no randomness, no async; compiles for `wasm32` and natively.

pub mod api;
pub mod color;
pub mod filter;
pub mod ids;
#[cfg(feature = "oracle")]
pub mod mutation;
pub mod page;
pub mod problem;
pub mod text;
pub mod time;
pub mod visitor;
