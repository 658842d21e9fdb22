//! The index against SQL.

mod file;
pub mod following;
