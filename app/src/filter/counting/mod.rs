//! The numbers that follow the draft: of the whole filter, of every group and of every condition.

mod cache;
mod context;
mod machine;
mod question;
mod total;

pub use context::{Counted, Counting};
pub use total::Total;
