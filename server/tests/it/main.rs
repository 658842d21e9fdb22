//! One binary of integration tests, with the folders of `src`.

#![allow(clippy::unwrap_used, reason = "in a test, and in what tests stand on, a failure is to be loud")]

mod accounts;
mod activity;
mod db;
mod filter;
mod generate;
mod house_rules;
mod ingest;
mod support;
mod users;
