//! The builder of filters: a draft that is edited as a tree, and everything that shows it.

pub mod acting;
mod applied;
mod apply;
mod bar;
mod builder;
mod changed;
mod code;
mod counting;
mod directory;
mod field;
mod fields;
mod footer;
mod in_words;
mod moving;
mod panel;
mod parts;
mod pieces;
mod restore;
mod save_as;
mod sentence;
mod told;
mod tree;
mod zero;

pub use applied::{Applied, AppliedState, Base};
pub use apply::{Apply, ApplyButton, unapplied};
pub use bar::{FilterLine, open_builder, open_builder_at};
pub use builder::Builder;
pub use code::CodeButton;
pub use counting::{Counted, Counting, Total};
pub use field::{Field, add_field, fields_of};
pub use fields::{ConditionFields, EditedSegment, experience_kind, words};
pub use panel::BuilderPanel;
pub use parts::{node_id, part_id};
pub use restore::RestoreBar;
pub use save_as::{
    IconChoice, ListView, SaveAsButton, at_name, check, icon_of, impact_list, muted_told, name_refusal, unfinished_list,
};
pub use told::Told;
pub use zero::NoMatchHelp;
