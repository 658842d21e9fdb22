//! Tests of the slice `tags`.

mod assign;
mod life;
mod merge;
