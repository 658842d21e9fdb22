//! Choosing users, and what is done to all of them at once.

mod asking;
mod bar;
mod bulk;
mod check;
mod context;
mod dialogs;
mod selection;
mod tag;

pub use bar::SelectionBar;
pub use check::{head_check, row_check};
pub use context::Selecting;
pub use dialogs::BulkDialogs;
pub use tag::TAG_SELECTED;
