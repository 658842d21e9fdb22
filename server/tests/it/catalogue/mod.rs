//! What exists, how many users have it, and which values they have.

mod entries;
mod fixture;
mod freshness;
mod read;
mod values;
