//! Filters on the server: which users one matches, by SQL.
//!
//! `Filter` -> [`resolve()`] -> [`ResolvedFilter`] -> [`Compiled::new`] -> one predicate on `users`, the same on both
//! databases. Every stage has its own type. Invariants: each leaf is true or false for each user, never unknown; a
//! leaf is a positive test and a flag that negates it; what a filter names exists, or it is refused; everything is
//! read from one transaction, so that all numbers are of one state.

mod calendar;
mod compile;
mod count;
mod definitions;
mod difference;
mod error;
mod evaluate;
mod explain;
mod fragment;
mod known;
mod leaf;
mod probe;
mod resolve;
mod segments;
mod shown;
mod store;
mod together;
mod uses;
mod value;

pub use calendar::Calendar;
pub use compile::{Compiled, Scope};
pub(crate) use compile::{has_enough, passing_digests, users_with_enough};
pub(crate) use count::told;
pub use count::{NodeTotal, Totals};
pub use definitions::Definitions;
pub use difference::Difference;
pub use error::{Error, Result};
pub(crate) use explain::Answers;
pub use explain::matching;
pub use fragment::{Fragment, Writer};
#[cfg(test)]
pub(crate) use leaf::PropertyLeaf;
pub(crate) use leaf::{AnswerProbe, Events, Interactions, Leaf, NativeText, NativeTime, Subject, ValueProbe};
#[cfg(test)]
pub(crate) use probe::NumberProbe;
pub(crate) use probe::{BooleanProbe, Comparison, Range, SetProbe, TextProbe, TimeProbe};
pub(crate) use resolve::{NodeKind, ResolvedNode};
pub use resolve::{ResolvedFilter, resolve};
pub use shown::{SHOWN_VALUES, ShownSql};
pub use together::totals_together;
pub use uses::Uses;
