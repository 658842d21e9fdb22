//! The program's commands.

use crate::{accounts, backup, bench, config, doctor, export, generate, imports, logging::LogFormat, serve};
use clap::{Parser, Subcommand};

/// A dashboard of every user of a product.
#[derive(Parser, Debug)]
#[command(name = "rollcall", version)]
pub struct Arguments {
    /// Where the data is.
    #[command(flatten)]
    pub storage: config::StorageOptions,
    /// What the lines of the log look like.
    #[arg(long, env = "ROLLCALL_LOG_FORMAT", value_enum, default_value_t, global = true)]
    pub log_format: LogFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Runs the server.
    Serve(Box<config::ServeOptions>),
    /// Fills the database with a realistic population, the same for the same arguments.
    Generate(generate::GenerateOptions),
    /// Imports users from a file of CSV, waits, and prints what came of it.
    Import(imports::ImportOptions),
    /// Writes the whole workspace to a file, also while a server runs.
    Backup(backup::BackupOptions),
    /// Puts a backup into an empty workspace, or in the place of one; no server may run on it.
    Restore(backup::RestoreOptions),
    /// Writes users and what they did to files of CSV, for other programs, also while a server runs.
    Export(export::ExportOptions),
    /// Makes, lists and revokes ingestion and API keys.
    #[command(subcommand)]
    Key(accounts::KeyCommand),
    /// Helps an operator back in.
    #[command(subcommand)]
    Admin(accounts::AdminCommand),
    /// Tells how the workspace is, in plain sentences; fails where something is to be done.
    Doctor(doctor::DoctorOptions),
    /// Measures searching, counting and ingestion through HTTP.
    Bench(bench::BenchOptions),
}

/// Why a command failed, in words for the operator.
pub type CommandError = Box<dyn std::error::Error + Send + Sync>;

/// How a command ended.
pub type CommandResult = Result<(), CommandError>;

/// Runs the command to its end.
///
/// # Errors
/// What the operator is to be told.
pub async fn run(arguments: Arguments) -> CommandResult {
    let storage = &arguments.storage;
    match arguments.command {
        Command::Serve(options) => serve::serve(storage, &options).await,
        Command::Generate(options) => generate::generate(storage, &options).await,
        Command::Import(options) => imports::import(storage, &options).await,
        Command::Backup(options) => backup::backup(storage, &options).await,
        Command::Restore(options) => backup::restore(storage, &options).await,
        Command::Export(options) => export::export(storage, &options).await,
        Command::Key(command) => accounts::run_key(storage, &command).await,
        Command::Admin(command) => accounts::run_admin(storage, &command).await,
        Command::Doctor(options) => doctor::doctor(storage, &options).await,
        Command::Bench(options) => bench::bench(&options).await,
    }
}
