//! What `cargo xtask test` says at its end: every step with its time, and the number of tests.

use crate::process;
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How many tests passed and failed, read from what the test programs print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
    /// Of those that passed: how many failed first. Each is a fault of the test or of what it tests.
    flaky: u64,
}

impl Tally {
    /// Adds what a line of nextest, `cargo test` or Playwright says about the end of a run.
    pub fn read(&mut self, line: &str) {
        let line = without_colors(line);
        let line = line.trim();
        let closing = line.starts_with("test result:") || line.starts_with("Summary [") || is_playwright_count(line);
        if !closing {
            return;
        }
        let words: Vec<&str> = line.split([' ', ',', ';', '(', ')']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            match (pair[0].parse::<u64>(), pair[1]) {
                (Ok(count), "passed") => self.passed += count,
                (Ok(count), "flaky") => {
                    // Playwright does not count them among those that passed; nextest does.
                    self.passed += if is_playwright_count(line) { count } else { 0 };
                    self.flaky += count;
                }
                (Ok(count), "failed" | "interrupted" | "timed") => self.failed += count,
                (Ok(_) | Err(_), _) => {}
            }
        }
    }
}

/// `3 passed (1.2s)`, `1 failed`: a number and a word, and at most a time in brackets.
fn is_playwright_count(line: &str) -> bool {
    let mut words = line.split(' ');
    let number = words.next().is_some_and(|word| word.parse::<u64>().is_ok());
    let word = words.next().is_some_and(|word| ["passed", "failed", "flaky", "interrupted"].contains(&word));
    number && word && words.next().is_none_or(|word| word.starts_with('(')) && words.next().is_none()
}

fn without_colors(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // Escape, bracket, parameters, and one letter that ends them.
            let _letter = characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

/// The steps so far.
pub struct Summary {
    started: Instant,
    steps: Vec<(String, Duration)>,
    /// Tests of all steps.
    pub tally: Tally,
}

impl Summary {
    /// Nothing done yet.
    pub fn new() -> Summary {
        Summary { started: Instant::now(), steps: Vec::new(), tally: Tally::default() }
    }

    /// Does a step under a heading and notes its time; after a failure the summary is printed.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce(&mut Tally) -> Result<T>) -> Result<T> {
        if process::interrupted() {
            bail!("interrupted");
        }
        println!("\n=== {name}");
        let started = Instant::now();
        let answer = work(&mut self.tally);
        let took = started.elapsed();
        println!("--- {name}: {}", seconds(took));
        self.steps.push((format!("{name}{}", if answer.is_ok() { "" } else { " (FAILED)" }), took));
        if answer.is_err() {
            self.print();
        }
        answer
    }

    /// The table of steps and the closing line.
    pub fn print(&self) {
        println!("\n=== summary");
        for (name, took) in &self.steps {
            println!("{:>9}  {name}", seconds(*took));
        }
        println!("{:>9}  altogether", seconds(self.started.elapsed()));
        let Tally { passed, failed, flaky } = self.tally;
        if flaky > 0 {
            println!("{flaky} passed only at the second try: look at them, they are named above");
        }
        println!("{passed} passed, {failed} failed");
    }
}

fn seconds(duration: Duration) -> String {
    format!("{}m {:02}s", duration.as_secs() / 60, duration.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str]) -> (u64, u64) {
        let Tally { passed, failed, flaky: _ } = read(lines);
        (passed, failed)
    }

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn reads_the_closing_lines_of_all_three_programs() {
        assert_eq!(tally(&["     Summary [   1.204s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped"]), (10, 2));
        assert_eq!(tally(&["     Summary [   9.1s] 3 tests run: 2 passed, 1 timed out, 0 skipped"]), (2, 1));
        assert_eq!(tally(&["test result: ok. 7 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out"]), (7, 1));
        let told = read(&["  1 failed", "  1 flaky", "  30 passed (1.2m)"]);
        assert_eq!(told, Tally { passed: 31, failed: 1, flaky: 1 });
        let told = read(&["     Summary [   9.1s] 9 tests run: 9 passed (1 slow, 2 flaky), 0 skipped"]);
        assert_eq!(told, Tally { passed: 9, failed: 0, flaky: 2 });
    }

    #[test]
    fn colors_do_not_hide_the_numbers() {
        assert_eq!(tally(&["\u{1b}[32m  41 passed\u{1b}[39m\u{1b}[2m (8.1s)\u{1b}[22m"]), (41, 0));
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.1s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m skipped";
        assert_eq!(tally(&[line]), (2, 0));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            tally(&["  ok 1 list.spec.ts: 3 passed in a row", "3 passed tests are listed", "PASS x 3 passed"]),
            (0, 0)
        );
    }
}
