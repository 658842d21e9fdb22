//! Tests of `src/db` and of the schema.

mod linter;
mod parity;
mod transactions;
