//! `rollcall generate`: a realistic population, the same for the same arguments.

use crate::{cli::CommandResult, clock::Clock, config::StorageOptions, db::Database};
use clap::Args;

/// `rollcall generate ...`
#[derive(Args, Debug)]
pub struct GenerateOptions {}

/// Runs `rollcall generate`.
///
/// # Errors
/// What the operator is to be told.
pub async fn generate(_storage: &StorageOptions, _options: &GenerateOptions) -> CommandResult {
    Ok(())
}

/// Fills an empty workspace with a small population that looks real; leaves a filled one alone.
///
/// # Errors
/// What the operator is to be told.
pub async fn demo(_database: &Database, _clock: &Clock) -> CommandResult {
    Ok(())
}
