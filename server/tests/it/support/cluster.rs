//! A Postgres server of a test's own, which it may stop and start.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A cluster in a folder of its own; dropping it stops the server and removes the folder.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and starts its server. Root becomes the user `postgres` for it, as Postgres wants.
    pub fn start() -> Self {
        let folder = output(as_server(Path::new("mktemp")).args(["-d", "-t", "rollcall-cluster.XXXXXX"]));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let cluster = Self { programs: programs(), folder: folder.into(), port };
        let mut make = cluster.program("initdb");
        make.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]);
        output(make.arg(cluster.folder.join("data")));
        cluster.resume();
        cluster
    }

    /// An empty database on it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts its server again.
    pub fn resume(&self) {
        // What was committed is on its way to the disk before it is acknowledged; the disk itself is not waited for.
        let options =
            format!("-c listen_addresses=127.0.0.1 -c port={} -c unix_socket_directories='' -c fsync=off", self.port);
        let mut start = self.control("start");
        start.arg("-l").arg(self.folder.join("log")).args(["-o", &options]);
        assert!(start.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());
    }

    /// Ends it as a crash would.
    pub fn crash(&self) {
        output(self.control("stop").args(["-m", "immediate"]));
    }

    fn control(&self, verb: &str) -> Command {
        let mut command = self.program("pg_ctl");
        command.args([verb, "-w", "-D"]).arg(self.folder.join("data"));
        command
    }

    fn program(&self, name: &str) -> Command {
        as_server(&self.programs.join(name))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.control("stop");
        // One that was stopped already cannot be stopped; the folder goes in any case.
        let _ = stop.args(["-m", "immediate"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn programs() -> PathBuf {
    let on_path =
        std::env::var_os("PATH").into_iter().flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    debian.sort();
    let mut folders = debian.into_iter().rev().chain(on_path);
    folders.find(|folder| folder.join("initdb").is_file()).expect("the server programs of Postgres are installed")
}

fn as_server(program: &Path) -> Command {
    let is_root = output(Command::new("id").arg("-u")) == "0";
    let mut command = Command::new(if is_root { Path::new("runuser") } else { program });
    if is_root {
        command.args(["-u", "postgres", "--"]).arg(program);
    }
    // The user `postgres` may not enter the folder that tests run in.
    command.current_dir(std::env::temp_dir());
    command
}

fn output(command: &mut Command) -> String {
    let answer = command.output().unwrap();
    assert!(answer.status.success(), "{command:?}: {}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8_lossy(&answer.stdout).trim().to_owned()
}
