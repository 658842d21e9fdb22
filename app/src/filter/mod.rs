//! The builder of filters: a draft that is edited as a tree, and everything that shows it.

mod applied;
mod builder;
mod directory;
mod fields;
mod moving;
mod parts;

pub use applied::{Applied, AppliedState, Base};
pub use builder::{Builder, Told};
pub use fields::{ConditionFields, EditedSegment, words};
pub use parts::{node_id, part_id};
