//! The SQL of exports.

mod kept;
pub(super) mod tables;

pub(super) use kept::{filter, is_done, keys, users_of_job};
