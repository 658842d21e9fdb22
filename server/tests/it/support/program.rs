//! The built program as a server, for what only a process of its own can show.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
};

/// A running `rollcall serve` on SQLite, with its data in a folder.
pub struct Program {
    child: Child,
    address: String,
    log: BufReader<ChildStderr>,
    // A program that prints to nobody would end.
    _printed: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it with options of `rollcall serve`, in a folder that holds its data.
    pub fn serve(folder: &Path, log: &str, options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rollcall"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--no-index"]).args(options).current_dir(folder);
        command.env_remove("ROLLCALL_DATABASE").env("ROLLCALL_DATA", folder.join("data")).env("ROLLCALL_LOG", log);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut printed = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        printed.read_line(&mut first).unwrap();
        let address = first.trim_end().rsplit_once("http://").unwrap().1.to_owned();
        let log = BufReader::new(child.stderr.take().unwrap());
        Self { child, address, log, _printed: printed }
    }

    /// The next line of its log.
    pub fn log(&mut self) -> String {
        let mut line = String::new();
        assert!(self.log.read_line(&mut line).unwrap() > 0, "the log has ended");
        line
    }

    /// The answer to a request without a body: status line, headers, body.
    pub fn get(&self, path: &str, header: &str) -> String {
        let mut answer = String::new();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n{header}\r\n\r\n").unwrap();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended by itself is waited for all the same.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
