//! Tests of the slice `generate`.
