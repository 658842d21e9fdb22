//! `cargo xtask check`: formatting and lints, the quick half of the tests.

use crate::build::cargo;
use crate::{install, process};
use anyhow::{Result, bail};

/// Everything below, one after the other.
pub fn command(arguments: &[String]) -> Result<()> {
    if let Some(unknown) = arguments.first() {
        bail!("`check` takes no arguments, not `{unknown}` either");
    }
    install::wasm_target()?;
    formatting()?;
    lints()?;
    page_lints()
}

/// Every file is formatted as rustfmt.toml says.
pub fn formatting() -> Result<()> {
    process::run(cargo().args(["fmt", "--all", "--", "--check"]))
}

/// No lint complains about any crate as compiled for this machine.
pub fn lints() -> Result<()> {
    process::run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// No lint complains about the page as compiled for browsers; in its own profile, whose macros are compiled anyway.
pub fn page_lints() -> Result<()> {
    let target = ["--target", "wasm32-unknown-unknown", "--profile", "page"];
    process::run(cargo().args(["clippy", "--package", "app"]).args(target).args(["--", "-D", "warnings"]))
}
