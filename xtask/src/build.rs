//! `cargo xtask build`: the page, and the binary that holds it.

use crate::{install, page, paths, process};
use anyhow::{Context, Result, bail, ensure};
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

/// The release for other machines: one file that needs nothing of their system, not even its C library.
pub fn build_portable_server() -> Result<PathBuf> {
    let Some(target) = static_target() else { return build_server(Effort::Release) };
    let mut cargo = cargo();
    cargo.args(["build", "--bin", "rollcall", "--package", "server", "--release", "--target", &target]);
    // What is built for this machine on the way, such as macros, has to stay dynamic; naming the target keeps it so.
    process::run(cargo.env("RUSTFLAGS", "-C target-feature=+crt-static"))?;
    let binary = binary_in(&format!("{target}/release"));
    let needed = Command::new("ldd").arg(&binary).output().context("looking at what the binary needs")?;
    let needed = String::from_utf8_lossy(&needed.stdout).into_owned();
    ensure!(!needed.contains("=>"), "the binary is not static; it needs\n{needed}");
    Ok(binary)
}

/// This machine's target, where a binary can hold the C library. From 2.34 on glibc finds names of hosts without parts
/// of it that are loaded later.
fn static_target() -> Option<String> {
    cfg!(all(target_os = "linux", target_env = "gnu")).then(|| format!("{}-unknown-linux-gnu", std::env::consts::ARCH))
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
