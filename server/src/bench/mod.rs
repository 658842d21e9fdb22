//! `rollcall bench`: measures a running server through HTTP, as its users meet it.
//!
//! Each section measures one thing and gives lines for the report; a new section is a file and a variant of `Section`.

mod client;
mod command;
mod filters;
mod ingestion;
mod measure;
mod memory;
mod messages;
mod profile;
mod report;
mod search;
mod soak;
mod thirteen;

pub use command::{BenchOptions, Section, bench};
pub use thirteen::{TAG, thirteen};
