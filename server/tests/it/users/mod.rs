//! Tests of the slice `users` and of what it stands on: changes, the live stream, profiles.

pub mod fixture;
mod live;
mod profile;
mod search;
