//! The commands of the house, as `cargo xtask COMMAND`.
//!
//! Every command works on a fresh machine: it says what is missing before it installs it. The tree of
//! dependencies is kept small because it is compiled before anything else happens.

mod bench;
mod browser;
mod build;
mod check;
mod dist;
mod install;
mod licences;
mod page;
mod paths;
mod postgres;
mod process;
mod run;
mod summary;
mod test;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  run [--demo] [--dev] [--data DIR] [-- ARGUMENTS]
                    build everything, serve it on SQLite and open the link;
                    ARGUMENTS go to `rollcall serve`
  test [FILTER]     install what is missing and run every check and test;
                    FILTER narrows the Rust tests and leaves out the browser
  build [--dev] [--page]
                    build the page and the binary that holds it (--page: the page alone)
  check             formatting and lints
  dist [--dev]      build everything and pack it for those who run it
  bench [ARGUMENTS] build and run `rollcall bench`

  --demo  with a workspace full of people      --dev  quick to build, slower to run
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match process::watch_for_interrupts().and_then(|()| dispatch(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(());
    };
    match command.as_str() {
        "run" => run::command(rest),
        "test" => test::command(rest),
        "build" => build::command(rest),
        "check" => check::command(rest),
        "dist" => dist::command(rest),
        "bench" => bench::command(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`\n\n{USAGE}"),
    }
}
