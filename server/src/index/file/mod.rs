//! The index in a file, so that a restart need not read the tables.
//!
//! A file holds one state: a header that says which (`header`), then every column, set and list in a frame of its own
//! (`frame`), with the users in the order of their ids, so that what is written depends on the state alone and not on how
//! the index came to it. Invariants: nobody and nothing that the index does not hold any more is written; a file is
//! written beside its place and put there when it is whole; whatever is not exactly as it should be is not read.

mod audience;
mod bulk;
mod frame;
mod header;
mod lists;
mod order;
mod place;
mod sets;
#[cfg(test)]
mod tests;
mod texts;

pub(super) use frame::Unfit;
pub(super) use header::{Header, Mark};
pub(super) use place::{IndexFile, Opened};
