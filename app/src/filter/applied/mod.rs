//! The filter that the list shows.

mod context;
mod state;

pub use context::Applied;
pub use state::{AppliedState, Base};
