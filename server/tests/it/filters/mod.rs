//! Tests of the slice `filters`.

mod keep;
mod shown;
