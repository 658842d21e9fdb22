//! The address of the page: read in one place, written in one place.

mod navigator;
mod page;
mod query;

pub use navigator::{Address, Navigator, Write};
pub use page::{Page, redirect, sign_in_address};
pub use query::Query;
