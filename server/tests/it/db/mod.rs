//! Tests of `src/db` and of the schema.

mod linter;
pub mod parity;
mod transactions;
