//! The index against SQL.

mod following;
