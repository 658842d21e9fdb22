//! Populations: the same for the same arguments, whole, and consistent in themselves.

mod digest;
mod going_on;
pub mod loading;
mod rows;

use crate::support::TestDatabase;
use clap::Parser;
use server::{
    cli::{Arguments, Command},
    clock::Clock,
    generate::{GenerateOptions, generate_into},
};
use std::sync::{Arc, atomic::AtomicI64};

const NOW: i64 = 1_795_600_000_000;

fn clock() -> Clock {
    Clock::Set(Arc::new(AtomicI64::new(NOW)))
}

fn options(line: &str) -> GenerateOptions {
    let words = ["rollcall", "generate"].into_iter().chain(line.split_whitespace());
    let Command::Generate(options) = Arguments::parse_from(words).command else { unreachable!("it was asked for") };
    options
}

pub async fn generate(database: &TestDatabase, line: &str) {
    try_generate(database, line).await.unwrap();
}

async fn try_generate(database: &TestDatabase, line: &str) -> Result<(), String> {
    let url = database.url.parse().unwrap();
    generate_into(&url, &options(line), &clock(), false).await.map_err(|error| error.to_string())
}
