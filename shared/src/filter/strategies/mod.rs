//! Random users, filters and documents, the same for the same random numbers: what evaluators are compared on.

mod document;
mod filter;
mod operand;
mod population;

pub use document::{any_json, damaged};
pub use filter::filter;
pub use population::{World, world};
