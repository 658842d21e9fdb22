//! `cargo xtask run`: from a clone to a page in the browser.

use crate::build::{Effort, build_page, build_server};
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::process::{Command, Stdio};

#[derive(Debug, PartialEq, Eq)]
struct Wish {
    effort: Effort,
    demo: bool,
    data: PathBuf,
    rest: Vec<String>,
}

/// Builds and serves until somebody ends it.
pub fn command(arguments: &[String]) -> Result<()> {
    let wish = read(arguments)?;
    build_page(wish.effort)?;
    let binary = build_server(wish.effort)?;
    let mut serve = Command::new(binary);
    serve.arg("serve").arg("--data").arg(&wish.data);
    if wish.demo {
        serve.arg("--demo");
    }
    serve.args(&wish.rest);
    if stdout().is_terminal() { serve_and_open(&mut serve) } else { process::run(&mut serve) }
}

fn read(arguments: &[String]) -> Result<Wish> {
    let mut wish = Wish { effort: Effort::Release, demo: false, data: paths::project().join("data"), rest: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dev" => wish.effort = Effort::Quick,
            "--demo" => wish.demo = true,
            "--data" => wish.data = arguments.next().context("--data needs a folder")?.into(),
            "--" => wish.rest = arguments.by_ref().cloned().collect(),
            unknown => bail!("`run` knows --dev, --demo, --data and --, not `{unknown}`"),
        }
    }
    Ok(wish)
}

/// Opens the first link that the server prints.
fn serve_and_open(serve: &mut Command) -> Result<()> {
    let mut opened = false;
    let status = process::run_seeing(serve, |line| {
        if !opened && let Some(link) = link(line) {
            opened = true;
            open(link);
        }
    });
    // Ended by hand is how a server ends.
    match status {
        Err(_) if process::interrupted() => Ok(()),
        Ok(status) if !status.success() => bail!("the server ended ({status})"),
        other => other.map(drop),
    }
}

fn link(line: &str) -> Option<&str> {
    line.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"))
}

/// A convenience: without a browser the printed link is enough.
fn open(link: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if paths::program(program).is_some() {
        drop(Command::new(program).arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_after_two_dashes_are_the_servers() {
        let wish = read(&words("--demo --data here -- --listen 127.0.0.1:4000 --dev")).unwrap();
        let rest = words("--listen 127.0.0.1:4000 --dev");
        assert_eq!(wish, Wish { effort: Effort::Release, demo: true, data: "here".into(), rest });
    }

    #[test]
    fn a_wrong_argument_is_refused() {
        assert!(read(&words("--deom")).unwrap_err().to_string().contains("--deom"));
        assert!(read(&words("--data")).is_err());
    }

    #[test]
    fn the_link_is_found_in_the_line() {
        assert_eq!(link("Set up: http://127.0.0.1:3000/set-up#abc (once)"), Some("http://127.0.0.1:3000/set-up#abc"));
        assert_eq!(link("listening"), None);
    }
}
