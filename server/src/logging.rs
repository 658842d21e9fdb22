//! The log: lines for people, or JSON for programs, on standard error, without personal data.

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

/// What the log's lines look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line to read.
    #[default]
    Text,
    /// A JSON object a line: `timestamp`, `level`, `target`, `message`, the fields, and the request in `span`.
    Json,
}

/// Starts the log. `ROLLCALL_LOG` says what is in it, as `warn,server=info`.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_env("ROLLCALL_LOG").unwrap_or_else(|_| EnvFilter::new("warn,server=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Where the log cannot be written, nor can that: a full disk must not end what is being done.
    let log = log.log_internal_errors(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
}
