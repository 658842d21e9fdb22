//! Tests of the slice `targeting`.

mod read;
