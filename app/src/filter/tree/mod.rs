//! The draft on the page: groups as cards, conditions as lines, and the words between them.

mod acts;
mod adds;
mod child;
mod connector;
mod empty;
mod folded;
mod group;
mod head;
mod hints;
mod line;
mod look;
mod matching;
mod number;

pub use acts::{add_condition, add_group};
pub use group::Tree;
pub use matching::MainMatching;
