//! The SQL of the catalogue: what exists, how many users have it, and which values they have.

pub(super) mod counts;
pub(super) mod definitions;
pub(super) mod values;
