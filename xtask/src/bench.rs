//! `cargo xtask bench`: a release binary and its own benchmark.

use crate::build::{Effort, build_server};
use crate::process;
use anyhow::Result;
use std::process::Command;

/// Passes its arguments on to `rollcall bench`.
pub fn command(arguments: &[String]) -> Result<()> {
    let binary = build_server(Effort::Release)?;
    process::run(Command::new(binary).arg("bench").args(arguments))
}
