//! Tests of the slice `segments`.

mod change;
mod evaluators;
mod history;
mod impact;
mod life;
mod members;
mod numbers;
mod sizes;
pub mod workspace;
