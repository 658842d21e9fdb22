//! The built program as a server, for what only a process of its own can show.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
};

/// A running `rollcall serve`, on SQLite unless options say otherwise, with its data in a folder.
pub struct Program {
    child: Child,
    address: String,
    log: BufReader<ChildStderr>,
    // A program that prints to nobody would end.
    _printed: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it without the index, with options of `rollcall serve`, in a folder that holds its data.
    pub fn serve(folder: &Path, log: &str, options: &[&str]) -> Self {
        Self::start(folder, log, &[&["--no-index"], options].concat())
    }

    /// Starts it as it is.
    pub fn start(folder: &Path, log: &str, options: &[&str]) -> Self {
        // A limit on the size of files is to be an error of a write, and not the program's end. Few open files are what
        // systems grant at first.
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; ulimit -S -n 256; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_rollcall")]);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(options).current_dir(folder);
        command.env_remove("ROLLCALL_DATABASE").env("ROLLCALL_DATA", folder.join("data")).env("ROLLCALL_LOG", log);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut printed = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        printed.read_line(&mut first).unwrap();
        let address = first.trim_end().rsplit_once("http://").unwrap().1.to_owned();
        let log = BufReader::new(child.stderr.take().unwrap());
        Self { child, address, log, _printed: printed }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Tells it to stop, waits for its end, and says whether that was a good one.
    pub fn terminate(mut self) -> bool {
        let told = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().success()
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
