//! Filters on the server: which users one matches, by SQL.
//!
//! `Filter` -> [`resolve()`] -> [`ResolvedFilter`] -> [`Compiled::new`] -> one predicate on `users`, the same on both
//! databases. Every stage has its own type. Invariants: each leaf is true or false for each user, never unknown; a
//! leaf is a positive test and a flag that negates it; what a filter names exists, or it is refused; everything is
//! read from one transaction, so that all numbers are of one state.

mod calendar;
mod compile;
mod count;
mod error;
mod evaluate;
mod explain;
mod fragment;
mod known;
mod leaf;
mod probe;
mod resolve;
mod segments;
mod store;

pub use calendar::Calendar;
pub use compile::{Compiled, Scope};
pub use count::{NodeTotal, Totals};
pub use error::{Error, Result};
pub use fragment::{Fragment, Writer};
pub use resolve::{ResolvedFilter, resolve};
