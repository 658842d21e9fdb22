//! Segments: the list of them, and the page on which one is built.

mod delete;
mod editor;
mod list;
mod naming;
mod order;
mod page;
mod row;
mod starters;
mod states;
mod store;
mod table;

pub use editor::EditorPage;
pub use page::SegmentsPage;
pub use store::{SegmentCount, SegmentsStore};
