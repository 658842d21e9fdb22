//! The address of the page: read in one place, written in one place.

pub mod codec;
mod filter;
mod navigator;
mod page;
mod query;

pub use filter::{FilterAddress, Written};
pub use navigator::{Navigator, Write};
pub use page::{Page, Part, redirect};
pub use query::Query;
