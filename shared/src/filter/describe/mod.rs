//! Filters as English: for chips, rows of segments, titles and announcements.

mod clause;
mod condition;
mod node;
mod tests_of;
mod users;
mod words;

pub use node::{describe, describe_condition, describe_node};
pub use users::describe_users;
