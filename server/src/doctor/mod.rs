//! `rollcall doctor`: tells an operator in plain sentences how a workspace is, and whether the index in memory says what
//! the database says.
//!
//! It only looks (`workspace`, `disk`), and loads an index of its own to compare (`index`) by filters that are made of
//! what the workspace has (`sample`, `filters`). Invariant: nothing is written, and no value of a user is printed unless
//! it is asked for.

mod command;
mod disk;
mod filters;
mod finding;
mod index;
mod sample;
mod store;
mod workspace;

pub use command::{DoctorOptions, doctor};
pub use finding::{Finding, Weight};
pub use index::{Compared, IndexCheck, compare};
pub use workspace::examine;
