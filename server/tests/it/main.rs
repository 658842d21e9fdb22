//! One binary of integration tests, with the folders of `src`.

#![allow(clippy::unwrap_used, reason = "in a test, and in what tests stand on, a failure is to be loud")]

mod about;
mod accounts;
mod activity;
mod attributes;
mod audit;
mod backup;
mod catalogue;
mod db;
mod deletion;
mod doctor;
mod export;
mod faults;
mod filter;
mod filters;
mod generate;
mod house_rules;
mod imports;
mod index;
mod ingest;
mod jobs;
mod metrics;
mod segments;
mod settings;
mod support;
mod tags;
mod targeting;
mod user_attributes;
mod users;
mod web;
