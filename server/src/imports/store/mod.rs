//! The tables of imports, and what they need to know of users.

pub(super) mod imports;
pub(super) mod rejects;
pub(super) mod tags;
pub(super) mod touched;
pub(super) mod values;
