//! Why a user is in a segment or matches the filter, or not: each condition with its answer and the user's own value,
//! and the fewest of them that would have to flip.

mod asking;
mod dialog;
mod tree;
mod words;

pub use asking::{Target, Why};
pub use dialog::WhyDialog;
