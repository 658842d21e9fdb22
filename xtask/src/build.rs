//! `cargo xtask build`: the page, and the binary that holds it.

use crate::{install, page, paths, process};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// How much time to spend on building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Quick to build.
    Quick,
    /// Small and fast.
    Release,
}

/// Builds what the arguments ask for.
pub fn command(arguments: &[String]) -> Result<()> {
    let (mut effort, mut page_only) = (Effort::Release, false);
    for argument in arguments {
        match argument.as_str() {
            "--dev" => effort = Effort::Quick,
            "--page" => page_only = true,
            unknown => bail!("`build` knows --dev and --page, not `{unknown}`"),
        }
    }
    build_page(effort)?;
    if !page_only {
        let binary = build_server(effort)?;
        println!("built {}", binary.display());
    }
    Ok(())
}

/// The page in `dist`, its size printed and, for a release, within the limit.
pub fn build_page(effort: Effort) -> Result<()> {
    install::wasm_target()?;
    if let Some(size) = page::build(effort)? {
        println!("{size}");
        size.check()?;
    }
    Ok(())
}

/// The server's binary. A release carries `dist` in itself; the quick one reads it from disk.
pub fn build_server(effort: Effort) -> Result<PathBuf> {
    let mut cargo = cargo();
    cargo.args(["build", "--bin", "rollcall"]);
    let folder = match effort {
        Effort::Quick => {
            cargo.arg("--workspace");
            "debug"
        }
        Effort::Release => {
            cargo.args(["--package", "server", "--release"]);
            "release"
        }
    };
    process::run(&mut cargo)?;
    Ok(binary_in(folder))
}

/// The quick binary with the features that the Rust tests are built with: after those, nothing is compiled twice.
pub fn build_tested_server() -> Result<PathBuf> {
    process::run(cargo().args(["build", "--workspace", "--tests", "--bin", "rollcall"]))?;
    Ok(binary_in("debug"))
}

fn binary_in(folder: &str) -> PathBuf {
    paths::target().join(folder).join(format!("rollcall{}", std::env::consts::EXE_SUFFIX))
}

/// The cargo that runs this program, in the project's folder.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(paths::project());
    cargo
}
