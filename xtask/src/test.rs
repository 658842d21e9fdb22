//! `cargo xtask test`: everything, in one go, on a machine that has nothing but Rust.
//!
//! The throw-away database is stopped however this ends.

use crate::build::{Effort, build_page, build_server, cargo};
use crate::postgres::{self, Postgres};
use crate::summary::{Summary, Tally};
use crate::{browser, check, install, process};
use anyhow::{Result, bail};
use std::io::{IsTerminal, stdout};

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
    summary.step("lints", |_| check::lints())?;
    summary.step("lints of the page", |_| check::page_lints())?;
    rust_tests(&mut summary, &[])?;
    summary.step("page and its size", |_| build_page(Effort::Release))?;
    let server = summary.step("server", |_| build_server(Effort::Quick))?;
    summary.step("browser tests", |tally| browser::tests(&tools, &server, tally))?;
    summary.print();
    Ok(())
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
