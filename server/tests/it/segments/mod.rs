//! Tests of the slice `segments`.

mod change;
mod history;
mod impact;
mod life;
mod members;
pub mod workspace;
