//! Tests of the slice `accounts`.
