//! Tests of the slice `db`.
