//! `rollcall generate`: a realistic population, the same for the same arguments.
//!
//! A plan shares out users and events; a story invents one user after the other; the rows go into the database in
//! one transaction.

mod activity;
mod attributes;
mod calendar;
mod chance;
mod command;
mod definitions;
mod events;
mod experiences;
mod people;
mod plan;
mod populate;
mod progress;
mod store;
mod story;
mod tables;
mod tags;

pub use command::{GenerateOptions, demo, generate, generate_into};
