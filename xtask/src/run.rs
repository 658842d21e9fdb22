//! `cargo xtask run`: from a clone to a page in the browser.

use crate::build::{Effort, build_page, build_server};
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

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
    if stdout().is_terminal() { serve_and_open(&mut serve) } else { process::run(&mut serve).or_else(ended_by_hand) }
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

/// Opens what the server prints: the set-up link where there is one, which may follow the plain one.
fn serve_and_open(serve: &mut Command) -> Result<()> {
    const PATIENCE: Duration = Duration::from_millis(500);
    let (links, printed) = mpsc::channel::<String>();
    thread::spawn(move || {
        let Ok(mut best) = printed.recv() else { return };
        while let Ok(later) = printed.recv_timeout(PATIENCE) {
            best = better(best, later);
        }
        open(&best);
    });
    let status = process::run_seeing(serve, move |line| {
        if let Some(link) = link(line) {
            // Nobody listens any more once a link was opened.
            drop(links.send(link.to_owned()));
        }
    });
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("the server ended ({status})"),
        Err(error) => ended_by_hand(error),
    }
}

/// Ended by hand is how a server ends.
fn ended_by_hand(error: anyhow::Error) -> Result<()> {
    if process::interrupted() { Ok(()) } else { Err(error) }
}

/// A link with a token in its fragment lets somebody in; the first plain one is as good as any other.
fn better(one: String, other: String) -> String {
    if other.contains('#') && !one.contains('#') { other } else { one }
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

    #[test]
    fn the_set_up_link_is_the_better_one() {
        let (plain, set_up) = ("http://host".to_owned(), "http://host/set-up#abc".to_owned());
        assert_eq!(better(plain.clone(), set_up.clone()), set_up);
        assert_eq!(better(set_up.clone(), plain.clone()), set_up);
        assert_eq!(better(plain.clone(), "http://docs".to_owned()), plain);
    }
}
