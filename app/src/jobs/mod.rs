//! Jobs that were begun here: how far they are, how they end, and the way back from them.

mod card;
mod context;
mod tracked;

pub use card::JobCards;
pub use context::{Jobs, Started};
