//! The builder of filters: a draft that is edited as a tree, and everything that shows it.

pub mod acting;
mod applied;
mod bar;
mod builder;
mod counting;
mod code;
mod directory;
mod fields;
mod footer;
mod moving;
mod panel;
mod parts;
mod save_as;
mod sentence;
mod tree;

pub use applied::{Applied, AppliedState, Base};
pub use bar::{FilterLine, open_builder};
pub use builder::{Builder, Told};
pub use code::CodeButton;
pub use fields::{ConditionFields, EditedSegment, words};
pub use footer::{ApplyButton, apply};
pub use panel::BuilderPanel;
pub use parts::{node_id, part_id};
pub use save_as::{ListView, SaveAsButton};
