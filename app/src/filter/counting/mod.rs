//! The numbers that follow the draft: of the whole filter, of every group and of every condition.

mod cache;
mod context;
mod followers;
mod machine;
mod question;
mod total;

pub use context::Counting;
pub use followers::Counted;
pub use total::Total;
