//! Tests of the slice `users`.
