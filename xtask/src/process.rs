//! Runs other programs, and stops them when this one is interrupted.
//!
//! Ctrl+C is never an abrupt end: the child is told, waited for, and the call fails, so that every guard on
//! the way out (the throw-away database above all) is dropped.

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;

static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// From now on Ctrl+C and a request to terminate end the running child first.
pub fn watch_for_interrupts() -> Result<()> {
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&INTERRUPTED)).context("watching for Ctrl+C")?;
    }
    Ok(())
}

/// Whether somebody asked this program to end.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Runs a program to its end; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let mut child = command.spawn().with_context(|| format!("starting {}", describe(command)))?;
    let status = wait(&mut child)?;
    if !status.success() {
        bail!("{} failed ({status})", describe(command));
    }
    Ok(())
}

/// Runs a program and gives what it printed; what it complained about goes into the error.
pub fn output(command: &mut Command) -> Result<String> {
    let answer = command.output().with_context(|| format!("starting {}", describe(command)))?;
    if !answer.status.success() {
        let complaint = String::from_utf8_lossy(&answer.stderr);
        bail!("{} failed ({}): {}", describe(command), answer.status, complaint.trim());
    }
    Ok(String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}

/// Runs a program, passes on everything it prints, and shows every line to `see` on the way.
pub fn run_seeing(command: &mut Command, mut see: impl FnMut(&str) + Send) -> Result<ExitStatus> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("starting {}", describe(command)))?;
    let (lines, seen) = std::sync::mpsc::channel::<String>();
    let readers = [
        child.stdout.take().map(|from| pass_on(from, std::io::stdout(), lines.clone())),
        child.stderr.take().map(|from| pass_on(from, std::io::stderr(), lines)),
    ];
    thread::scope(|scope| {
        scope.spawn(move || seen.iter().for_each(|line| see(&line)));
        let status = wait(&mut child);
        for reader in readers.into_iter().flatten() {
            // A reader that panicked has lost lines of the output, not the verdict of the program.
            drop(reader.join());
        }
        status
    })
}

fn pass_on(
    from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    lines: std::sync::mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while matches!(from.read_until(b'\n', &mut line), Ok(length) if length > 0) {
            // A closed terminal must not stop the program that is being listened to.
            drop(to.write_all(&line).and_then(|()| to.flush()));
            drop(lines.send(String::from_utf8_lossy(&line).trim_end().to_owned()));
            line.clear();
        }
    })
}

/// A program that runs beside whatever else is done, and prints into a file meanwhile.
///
/// Dropped before its end, it is told to stop and waited for.
pub struct Beside {
    child: Child,
    described: String,
    printed: PathBuf,
}

impl Beside {
    /// Starts a program whose output goes into the file `printed`.
    pub fn start(command: &mut Command, printed: PathBuf) -> Result<Beside> {
        let file = File::create(&printed).with_context(|| format!("writing {}", printed.display()))?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let child = command.spawn().with_context(|| format!("starting {}", describe(command)))?;
        Ok(Beside { child, described: describe(command), printed })
    }

    /// Waits for its end and prints what it had to say; anything but success is an error.
    pub fn finish(mut self) -> Result<()> {
        let status = wait(&mut self.child);
        std::io::copy(&mut File::open(&self.printed)?, &mut std::io::stdout())?;
        let status = status?;
        if !status.success() {
            bail!("{} failed ({status})", self.described);
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            terminate(&self.child);
            drop(self.child.wait());
        }
    }
}

fn wait(child: &mut Child) -> Result<ExitStatus> {
    let mut told = false;
    loop {
        if let Some(status) = child.try_wait().context("waiting for a program")? {
            if interrupted() {
                bail!("interrupted");
            }
            return Ok(status);
        }
        if interrupted() && !told {
            told = true;
            terminate(child);
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// A polite request; the child may be gone already, which is as good.
fn terminate(child: &Child) {
    drop(Command::new("kill").args(["-TERM", &child.id().to_string()]).stderr(Stdio::null()).status());
}

fn describe(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    let words: Vec<_> = std::iter::once(command.get_program().to_string_lossy()).chain(arguments).collect();
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_both_outputs_is_seen() {
        let mut lines = Vec::new();
        let status = run_seeing(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]), |line| {
            lines.push(line.to_owned())
        })
        .unwrap();
        lines.sort();
        assert_eq!(lines, ["err", "out"]);
        assert_eq!(status.code(), Some(3));
    }

    #[test]
    fn what_runs_beside_is_heard_of_at_its_end() {
        let printed = std::env::temp_dir().join(format!("rollcall-beside-{}", std::process::id()));
        let shell = |script: &str| Beside::start(Command::new("sh").args(["-c", script]), printed.clone()).unwrap();
        shell("echo built").finish().unwrap();
        assert_eq!(std::fs::read_to_string(&printed).unwrap(), "built\n");
        let error = shell("exit 5").finish().unwrap_err().to_string();
        assert!(error.starts_with("`sh -c exit 5` failed"), "{error}");
        let given_up = shell("sleep 600");
        let id = given_up.child.id().to_string();
        drop(given_up);
        assert!(!Command::new("kill").args(["-0", &id]).stderr(Stdio::null()).status().unwrap().success());
        std::fs::remove_file(&printed).unwrap();
    }

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("sh").args(["-c", "exit 4"])).unwrap_err().to_string();
        assert!(error.starts_with("`sh -c exit 4` failed"), "{error}");
    }

    #[test]
    fn what_a_program_complains_about_is_in_the_error() {
        let error = output(Command::new("sh").args(["-c", "echo no disk >&2; exit 1"])).unwrap_err().to_string();
        assert!(error.ends_with("no disk"), "{error}");
        assert_eq!(output(Command::new("echo").arg("yes")).unwrap(), "yes");
    }
}
