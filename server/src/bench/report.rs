//! What was measured, as a table line by line or as one JSON document.

use crate::cli::CommandResult;
use serde::Serialize;
use std::collections::BTreeMap;

/// One thing that was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Line {
    pub name: String,
    pub requests: usize,
    /// How many of them the server gave up because they took too long.
    pub stopped: usize,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
    pub per_second: f64,
}

/// Everything so far.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    notes: BTreeMap<&'static str, u64>,
    lines: Vec<Line>,
    #[serde(skip)]
    is_table: bool,
}

impl Report {
    pub(super) fn new(is_table: bool) -> Self {
        if is_table {
            println!(
                "{:<44} {:>8} {:>9} {:>9} {:>9} {:>10}",
                "", "requests", "p50 ms", "p99 ms", "max ms", "per second"
            );
        }
        Self { notes: BTreeMap::new(), lines: Vec::new(), is_table }
    }

    /// A number that stands for itself.
    pub(super) fn note(&mut self, name: &'static str, number: u64) {
        if self.is_table {
            println!("{name}: {number}");
        }
        self.notes.insert(name, number);
    }

    pub(super) fn line(&mut self, line: Line) {
        if self.is_table {
            let Line { name, requests, stopped, p50_ms, p99_ms, max_ms, per_second } = &line;
            let stopped = if *stopped == 0 { String::new() } else { format!("  {stopped} took too long") };
            println!("{name:<44} {requests:>8} {p50_ms:>9.2} {p99_ms:>9.2} {max_ms:>9.2} {per_second:>10.1}{stopped}");
        }
        self.lines.push(line);
    }

    /// Prints what is left to print.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(super) fn finish(self) -> CommandResult {
        if !self.is_table {
            println!("{}", serde_json::to_string_pretty(&self)?);
        }
        Ok(())
    }
}
