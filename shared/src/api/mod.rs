//! What crosses the wire between the server and its clients, one noun a file.

pub mod about;
pub mod accounts;
pub mod activity;
pub mod attributes;
pub mod audit;
pub mod catalogue;
pub mod count;
pub mod events;
pub mod experiences;
pub mod explain;
pub mod filter;
pub mod flips;
pub mod identity;
pub mod imports;
pub mod ingest;
pub mod jobs;
pub mod keys;
pub mod live;
pub mod profile;
pub mod responses;
pub mod segments;
pub mod session;
pub mod settings;
pub mod tags;
pub mod targeting;
pub mod users;
