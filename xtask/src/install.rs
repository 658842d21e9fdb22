//! Installs what is missing, and says so before.
//!
//! Debian and its children are served by `apt-get`; elsewhere the error names what to install by hand.

use crate::{paths, process};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;

/// What the browser tests need, ready to be called.
pub struct BrowserTools {
    /// Chromium, or Google Chrome.
    pub chromium: PathBuf,
    /// A Python that has the clients of `end2end/clients`.
    pub python: PathBuf,
}

/// The target that the page is compiled for.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut rustc = Command::new("rustc");
    let sysroot = process::output(rustc.current_dir(paths::project()).args(["--print", "sysroot"]))?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    println!("missing: the Rust target {TARGET}; installing it with rustup");
    process::run(Command::new("rustup").current_dir(paths::project()).args(["target", "add", TARGET]))
        .context("without rustup, install the standard library of wasm32-unknown-unknown for this Rust by hand")
}

/// Chromium, the npm packages and the Python clients.
pub fn browser_tools() -> Result<BrowserTools> {
    let chromium = chromium()?;
    node_packages()?;
    Ok(BrowserTools { chromium, python: python_clients()? })
}

/// The folder of Postgres' server programs (`initdb`, `pg_ctl`).
pub fn postgres() -> Result<PathBuf> {
    if let Some(folder) = postgres_folder() {
        return Ok(folder);
    }
    system_package("postgresql", "the server programs of PostgreSQL 14 or newer")?;
    postgres_folder().context("initdb is still not found; put the folder of PostgreSQL's programs on the PATH")
}

fn postgres_folder() -> Option<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok())
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder): &(u32, PathBuf)| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    match folders.pop() {
        Some((_, folder)) => Some(folder),
        None => paths::program("initdb").and_then(|file| file.parent().map(Path::to_path_buf)),
    }
}

fn chromium() -> Result<PathBuf> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    if let Some(named) = std::env::var_os("ROLLCALL_TEST_CHROMIUM") {
        return Ok(PathBuf::from(named));
    }
    let find = || NAMES.iter().find_map(|name| paths::program(name));
    if let Some(found) = find() {
        return Ok(found);
    }
    system_package("chromium", "Chromium, or its path in ROLLCALL_TEST_CHROMIUM,")?;
    find().context("chromium is still not found; put its path into ROLLCALL_TEST_CHROMIUM")
}

fn node_packages() -> Result<()> {
    if paths::program("npm").is_none() {
        system_package("npm", "Node.js 20 or newer with npm")?;
    }
    let folder = paths::end2end();
    let lock = fs::read(folder.join("package-lock.json")).context("reading end2end/package-lock.json")?;
    unless_stamped(&folder.join("node_modules/.rollcall-stamp"), &lock, || {
        println!("missing: the npm packages of end2end; installing them");
        process::run(Command::new("npm").arg("ci").current_dir(&folder))
    })
}

fn python_clients() -> Result<PathBuf> {
    let requirements = paths::end2end().join("clients/requirements.txt");
    let folder = paths::end2end().join(".python");
    let python = folder.join("bin/python");
    let wanted = fs::read(&requirements).context("reading end2end/clients/requirements.txt")?;
    unless_stamped(&folder.join(".rollcall-stamp"), &wanted, || {
        println!("missing: the Python clients of end2end; installing them");
        if !succeeds("python3", ["-c", "import ensurepip, venv"]) {
            system_package("python3-venv", "Python 3 with its venv module")?;
        }
        process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        process::run(pip.arg(&requirements))
    })?;
    Ok(python)
}

/// Does the work unless the stamp shows that it was done for this very content.
fn unless_stamped(stamp: &Path, content: &[u8], work: impl FnOnce() -> Result<()>) -> Result<()> {
    if fs::read(stamp).is_ok_and(|old| old == content) {
        return Ok(());
    }
    work()?;
    fs::write(stamp, content).with_context(|| format!("writing {}", stamp.display()))
}

/// Installs a package of the system, or says what to install.
fn system_package(package: &str, what: &str) -> Result<()> {
    static UPDATE: Once = Once::new();
    if paths::program("apt-get").is_none() {
        bail!("please install {what} with this system's package manager, then run this again");
    }
    println!("missing: {what}; installing the package {package} with apt-get");
    // Without a fresh index the install may still work, and says why when it does not.
    UPDATE.call_once(|| drop(process::run(as_administrator("apt-get").args(["update", "--quiet=2"]))));
    let mut install = as_administrator("apt-get");
    install.args(["install", "--yes", "--quiet=2", "--no-install-recommends", package]);
    process::run(&mut install).with_context(|| format!("please install {what} by hand, then run this again"))
}

fn as_administrator(program: &str) -> Command {
    let mut command = if is_root() { Command::new("env") } else { Command::new("sudo") };
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

/// Whether this program may do everything on this machine.
pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Whether a program can be called and likes these arguments.
pub fn succeeds<I: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = I>) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
