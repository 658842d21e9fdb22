//! A throw-away Postgres for tests: its own folder, its own port on loopback, no durability, gone at the end.
//!
//! Its collation is that of a dictionary where Postgres was built with ICU, so that a query which forgets
//! `collate "C"` is found out. Postgres refuses to run as root, who becomes the user `postgres` for it.

use crate::{install, process};
use anyhow::{Context, Result, anyhow};
use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names the Postgres to test against; set for the tests, and honoured when it is set already.
pub const VARIABLE: &str = "ROLLCALL_TEST_POSTGRES";

/// A running server; dropping it stops it and removes its folder.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    address: String,
}

impl Postgres {
    /// Installs Postgres if need be, makes a cluster and starts it.
    pub fn start() -> Result<Postgres> {
        let programs = install::postgres()?;
        let template = ["-d", "-t", "rollcall-postgres.XXXXXX"];
        let folder = process::output(as_server(Path::new("mktemp")).args(template))?;
        let port = free_port()?;
        let address = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        // From here on the guard cleans up, whatever fails.
        let postgres = Postgres { programs, folder: PathBuf::from(folder), address };
        postgres.make_cluster()?;
        postgres.start_server(port)?;
        Ok(postgres)
    }

    /// Where clients reach it.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn make_cluster(&self) -> Result<()> {
        let common = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"];
        let dictionary = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"];
        let initdb = |arguments: &[&str]| {
            process::output(self.program("initdb").arg("-D").arg(self.data()).args(common).args(arguments))
        };
        initdb(&dictionary).or_else(|_| initdb(&["--no-locale"])).map(drop).context("making a Postgres cluster")
    }

    fn start_server(&self, port: u16) -> Result<()> {
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c max_connections=300 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        );
        let log = self.folder.join("log");
        let mut start = self.program("pg_ctl");
        start.arg("start").arg("-D").arg(self.data()).arg("-l").arg(&log).args(["-w", "-o", &options]);
        // Not captured: the server inherits the pipes and would keep them open for ever.
        let started = start.stdout(Stdio::null()).stderr(Stdio::null()).status().context("starting pg_ctl")?;
        if started.success() {
            return Ok(());
        }
        let story = fs::read_to_string(&log).unwrap_or_default();
        Err(anyhow!("Postgres did not start: {}", story.trim()))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Command {
        as_server(self.programs.join(name))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.arg("stop").arg("-D").arg(self.data()).args(["-m", "immediate", "-w"]);
        // One that never started cannot be stopped; the folder goes in any case.
        drop(stop.stdout(Stdio::null()).stderr(Stdio::null()).status());
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("the folder {} could not be removed: {error}", self.folder.display());
        }
    }
}

fn as_server(program: impl AsRef<OsStr>) -> Command {
    let mut command = if install::is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // The user `postgres` may not enter the folder that this program was started in.
    command.current_dir(std::env::temp_dir());
    command
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("looking for a free port")?;
    Ok(listener.local_addr().context("looking for a free port")?.port())
}
