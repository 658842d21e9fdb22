//! `rollcall bench`: measures a running server through HTTP.

use crate::cli::CommandResult;
use clap::Args;

/// `rollcall bench ...`
#[derive(Args, Debug)]
pub struct BenchOptions {}

/// Runs `rollcall bench`.
///
/// # Errors
/// What the operator is to be told.
pub async fn bench(_options: &BenchOptions) -> CommandResult {
    Ok(())
}
