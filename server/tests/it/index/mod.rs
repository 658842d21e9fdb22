//! The index against SQL.

mod file;
mod following;
