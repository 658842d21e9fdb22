//! `cargo xtask test`: everything, in one go, on a machine that has nothing but Rust.
//!
//! The throw-away database is stopped however this ends. The page is built beside the lints and the Rust tests: its
//! linking keeps one core busy for minutes, and neither waits for the other (their folders of `target` differ).

use crate::build::{build_tested_server, cargo};
use crate::postgres::{self, Postgres};
use crate::process::{self, Beside};
use crate::summary::{Summary, Tally};
use crate::{browser, check, install, paths};
use anyhow::{Context, Result, bail};
use std::io::{IsTerminal, stdout};
use std::process::Command;

/// Runs every step and prints the summary; the first failure ends it.
pub fn command(arguments: &[String]) -> Result<()> {
    let mut summary = Summary::new();
    if !arguments.is_empty() {
        rust_tests(&mut summary, arguments)?;
        summary.print();
        return Ok(());
    }
    let tools = summary.step("what is missing", |_| {
        install::wasm_target()?;
        install::postgres()?;
        install::browser_tools()
    })?;
    summary.step("formatting", |_| check::formatting())?;
    summary.step("lints of the page", |_| check::page_lints())?;
    let page = start_page()?;
    summary.step("lints", |_| check::lints())?;
    rust_tests(&mut summary, &[])?;
    summary.step("page and its size", |_| page.finish())?;
    let server = summary.step("server", |_| build_tested_server())?;
    summary.step("browser tests", |tally| browser::tests(&tools, &server, tally))?;
    summary.print();
    Ok(())
}

/// `cargo xtask build --page`, by this very program.
fn start_page() -> Result<Beside> {
    let program = std::env::current_exe().context("finding this program")?;
    let mut build = Command::new(program);
    build.args(["build", "--page"]).current_dir(paths::project());
    Beside::start(&mut build, paths::target().join("page.log"))
}

fn rust_tests(summary: &mut Summary, filters: &[String]) -> Result<()> {
    if std::env::var_os(postgres::VARIABLE).is_some() {
        println!("testing against the Postgres that {} names", postgres::VARIABLE);
        return summary.step("unit and integration tests", |tally| cargo_test(None, filters, tally));
    }
    let database = summary.step("a throw-away Postgres", |_| Postgres::start())?;
    summary.step("unit and integration tests", |tally| cargo_test(Some(&database), filters, tally))
}

fn cargo_test(database: Option<&Postgres>, filters: &[String], tally: &mut Tally) -> Result<()> {
    let mut tests = cargo();
    if install::succeeds("cargo", ["nextest", "--version"]) {
        tests.args(["nextest", "run", "--workspace"]);
        if filters.is_empty() {
            // As in the browser: the summary tells of those that needed it.
            tests.args(["--retries", "1"]);
        }
    } else {
        tests.args(["test", "--workspace", "--lib", "--bins", "--tests"]);
    }
    tests.args(filters);
    if stdout().is_terminal() {
        tests.env("CARGO_TERM_COLOR", "always");
    }
    if let Some(database) = database {
        tests.env(postgres::VARIABLE, database.address());
    }
    let status = process::run_seeing(&mut tests, |line| tally.read(line))?;
    if !status.success() {
        bail!("tests failed ({status})");
    }
    Ok(())
}
