//! The server of Rollcall. ARCHITECTURE.md has the map.

pub mod access;
pub mod accounts;
pub mod activity;
pub mod assets;
pub mod bench;
pub mod catalogue;
pub mod changes;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod extract;
pub mod filter;
pub mod generate;
pub mod ids;
pub mod ingest;
pub mod live;
pub mod openapi;
pub mod profile;
pub mod serve;
pub mod state;
pub mod users;
pub mod web;
