//! Deleting one user for good: the question, and what is known of those who go.

mod ask;
mod dialog;

pub use ask::{AskDelete, Asked};
pub use dialog::DeleteDialog;
