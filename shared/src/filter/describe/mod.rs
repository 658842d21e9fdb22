//! Filters as English: for chips, rows of segments, titles and announcements.

mod condition;
mod node;
mod tests_of;
mod words;

pub use node::{describe, describe_condition, describe_node};
