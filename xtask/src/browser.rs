//! The browser tests: Playwright in `end2end`, against the binary that was just built.

use crate::install::BrowserTools;
use crate::summary::Tally;
use crate::{paths, process};
use anyhow::{Result, bail};
use std::io::{IsTerminal, stdout};
use std::path::Path;
use std::process::Command;

/// Runs every spec; each worker starts a server of its own. A test that fails gets a second try, which the summary tells
/// of: nobody may be there to run all of it again.
pub fn tests(tools: &BrowserTools, server: &Path, tally: &mut Tally) -> Result<()> {
    let folder = paths::end2end();
    let mut playwright = Command::new(folder.join("node_modules/.bin/playwright"));
    playwright
        .args(["test", "--retries=1"])
        .current_dir(&folder)
        .env("ROLLCALL_TEST_BINARY", server)
        .env("ROLLCALL_TEST_CHROMIUM", &tools.chromium)
        .env("ROLLCALL_TEST_PYTHON", &tools.python);
    if stdout().is_terminal() {
        playwright.env("FORCE_COLOR", "1");
    }
    let status = process::run_seeing(&mut playwright, |line| tally.read(line))?;
    if !status.success() {
        bail!("browser tests failed ({status})");
    }
    Ok(())
}
