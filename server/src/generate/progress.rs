//! How far a long command is: a bar on a terminal, a line now and then elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// Shows progress on the standard error stream.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    length: u64,
    done: u64,
    told: u64,
}

impl Progress {
    /// Of so many users; silent when not wanted.
    pub(super) fn new(length: u64, wanted: bool) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{msg:24} {bar:40} {human_pos} of {human_len} users, {eta} left");
            ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        // Without a bar a line is due at each tenth; when none is wanted, never.
        let told = if wanted { 0 } else { 10 };
        Self { bar, length, done: 0, told }
    }

    /// So many users more are loaded.
    pub(super) fn advance(&mut self, users: u64) {
        self.done += users;
        if let Some(bar) = &self.bar {
            bar.set_message("Loading");
            bar.set_position(self.done);
            return;
        }
        let tenths = self.done * 10 / self.length.max(1);
        if tenths > self.told {
            self.told = tenths;
            eprintln!("Loading: {} of {} users", self.done, self.length);
        }
    }

    /// What is done now that the users are loaded.
    pub(super) fn step(&self, what: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(what.to_owned()),
            None if self.told > 0 && self.length > 10_000 => eprintln!("{what}"),
            None => {}
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
