//! Imports: the list of them, and the five steps of one.

mod acts;
mod dialogs;
mod list;
mod page;
mod row;
mod table;
mod wizard;
mod words;

pub use page::ImportsPage;
pub use wizard::ImportPage;
