//! Tests of the slice `ingest`, over real HTTP.

mod answers;
mod attributes;
mod browser;
mod digests;
mod duplicates;
mod experiences;
mod failures;
mod groups;
mod identity;
mod looking_on;
mod mutations;
pub mod proof;
mod rejects;
mod sessions;
mod stories;
pub mod support;
