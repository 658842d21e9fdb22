//! The command: which sections run, against which server.

use super::{
    client::Target,
    filters, ingestion, memory, profile,
    report::{Line, Report},
    search, soak,
};
use crate::cli::{CommandError, CommandResult};
use clap::{Args, ValueEnum};
use std::time::Duration;

/// `rollcall bench ...`
#[derive(Args, Clone, Debug)]
pub struct BenchOptions {
    /// The server, such as `http://127.0.0.1:3000`.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    pub url: String,
    /// A secret key, for searching and profiles.
    #[arg(long, env = "ROLLCALL_SECRET_KEY", hide_env_values = true)]
    pub secret: String,
    /// A write key, for ingestion; that section is left out without one. What it sends stays in the database.
    #[arg(long, env = "ROLLCALL_WRITE_KEY", hide_env_values = true)]
    pub write: Option<String>,
    /// How long ingestion lasts, and the longest that each other line may take.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// Requests for each line of searching and profiles, unless the time ends first.
    #[arg(long, default_value_t = 300)]
    pub requests: usize,
    /// Connections that ingest at once.
    #[arg(long, default_value_t = 8)]
    pub connections: usize,
    /// Only these sections; all but `soak` where none is named.
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<Section>,
    /// The server's process, to tell its memory.
    #[arg(long)]
    pub pid: Option<u32>,
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// A part of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Section {
    /// The list: orders, pages, text.
    Search,
    /// Thirteen filters: counts, counts of every node, first pages.
    Filters,
    /// One user by id.
    Profile,
    /// Batches of messages, and searching meanwhile.
    Ingestion,
    /// Everything at once, with imports and exports, for `--seconds`.
    Soak,
}

/// What every section is told.
pub(super) struct Setting {
    pub target: Target,
    pub time: Duration,
    pub requests: usize,
    pub connections: usize,
    pub write_key: Option<String>,
    /// The server's process.
    pub pid: Option<u32>,
}

/// Runs `rollcall bench`.
///
/// # Errors
/// What the operator is to be told.
pub async fn bench(options: &BenchOptions) -> CommandResult {
    let setting = Setting {
        target: Target::new(&options.url, &options.secret)?,
        time: Duration::from_secs(options.seconds.max(1)),
        requests: options.requests.max(1),
        connections: options.connections.max(1),
        write_key: options.write.clone(),
        pid: options.pid,
    };
    let mut report = Report::new(!options.json);
    report.note("users", search::total(&setting).await?);
    note_memory(&mut report, options, ["own_kilobytes_before", "resident_kilobytes_before"]);
    for &section in Section::value_variants() {
        let is_usual = options.only.is_empty() && section != Section::Soak;
        if is_usual || options.only.contains(&section) {
            for line in run(section, &setting, &mut report).await? {
                report.line(line);
            }
        }
    }
    note_memory(&mut report, options, ["own_kilobytes_after", "resident_kilobytes_after"]);
    report.finish()
}

async fn run(section: Section, setting: &Setting, report: &mut Report) -> Result<Vec<Line>, CommandError> {
    match section {
        Section::Search => search::run(setting, report).await,
        Section::Filters => filters::run(setting).await,
        Section::Profile => profile::run(setting).await,
        Section::Ingestion => ingestion::run(setting, report).await,
        Section::Soak => soak::run(setting, report).await,
    }
}

fn note_memory(report: &mut Report, options: &BenchOptions, [own, resident]: [&'static str; 2]) {
    if let Some(kilobytes) = options.pid.and_then(memory::kilobytes) {
        report.note(own, kilobytes.0);
        report.note(resident, kilobytes.1);
    }
}
