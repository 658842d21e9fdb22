//! The audience index: everything that filters ask about users, held in memory, so that a filter is a few passes over
//! columns and some operations on words.
//!
//! [`ResolvedFilter`](crate::filter::ResolvedFilter) -> a set of users a condition -> sets of groups -> numbers, pages.
//! Invariants: SQL is the truth, and answers wherever the index does not stand at the very state that is asked about;
//! both give the same answers.

mod answers;
mod arena;
mod attribute;
mod audience;
mod bits;
mod column;
mod delta;
mod difference;
mod evaluate;
mod file;
mod follow;
mod found;
mod happened;
mod held;
mod intake;
mod keep;
mod kept;
mod lists;
mod load;
mod members;
mod memory;
mod one;
mod page;
mod people;
mod reading;
mod sets;
mod store;
mod texts;
mod told;
mod tree;

pub use audience::Audience;
pub use found::{Found, Wanted};
pub use held::Index;
pub use keep::Keep;
pub use members::Members;
pub use memory::{Memory, Part, PartOf, Shape};
pub use page::{SortKey, SortedBy, Spot, Walker};
pub use reading::{Asked, Counted, Evaluator, Reading};
