//! Resolved filter to one predicate on `users`. One file a kind of condition.
//!
//! Invariants: a leaf's SQL is a positive test that is true or false, never null, so that `not` in front of it is its
//! exact opposite; it reads `users` only by its own columns and other tables only in `users.user_id in (select ...)`,
//! so that every table is read as a set, once.

mod alike;
mod answer;
mod attribute;
mod column;
mod event;
mod experience;
mod gather;
mod leaf;
mod native;
mod positive;
mod scope;
mod tags;
mod tree;

pub(crate) use alike::passing_digests;
pub(crate) use gather::{has_enough, users_with_enough};
pub(super) use leaf::compile_leaf;
pub(super) use positive::{Set, UNITED, count_of, united, users_of};
pub use scope::Scope;
pub use tree::Compiled;
