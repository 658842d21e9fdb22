//! Filters: what SQL answers against what filters mean.

mod alike;
mod http;
mod limits;
mod plans;
mod problems;
mod random;
mod statements;
mod vectors;
pub mod world;
mod writing;
