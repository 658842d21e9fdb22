//! From a file's bytes to rows of cells. Pure but for reading the file: no clock, no database.
//!
//! Invariants: no more than one row and a few buffers are in memory, whatever the file holds; every byte sequence either
//! gives rows or a reason for people; what our own export wrote reads back as it was.

mod cell;
mod delimiter;
mod duplicates;
mod encoding;
mod heads;
mod kind;
mod rows;
mod survey;
mod value;

pub(super) use cell::unguarded;
pub(super) use duplicates::{Duplicates, find_duplicates, identifier_hash};
pub(super) use heads::key_of;
pub(super) use rows::{ReadError, Row, open};
pub(super) use survey::{Survey, samples, survey, survey_as};
pub(super) use value::{native_value, value};
