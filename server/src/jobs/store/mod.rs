//! The SQL of jobs.

pub(super) mod jobs;
pub(super) mod tags;
pub(super) mod users;
