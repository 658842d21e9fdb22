//! The page on which a segment is built: conditions, name, look, who is in it, how it came to be.

mod ask;
mod details;
mod head;
mod history;
mod keep;
mod keys;
mod leave;
mod matching;
mod page;
mod save;
mod sheet;
mod sizes;
mod state;

pub use page::EditorPage;
