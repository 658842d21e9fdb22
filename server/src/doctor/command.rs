//! The command: what is looked at, and how it ends.

use super::{
    finding::{Finding, Weight, number},
    index::{IndexCheck, compare},
    workspace::examine,
};
use crate::{
    cli::CommandResult,
    clock::Clock,
    config::StorageOptions,
    db::{Database, DatabaseUrl, Options},
};
use clap::Args;

/// `rollcall doctor ...`
#[derive(Args, Clone, Debug)]
pub struct DoctorOptions {
    /// Loads an index of the workspace as well and compares what it says with what SQL says. On a large workspace this
    /// takes some minutes, and as much memory as the server's index.
    #[arg(long)]
    pub index: bool,
    /// With `--index`: how many random filters are compared.
    #[arg(long, default_value_t = 100)]
    pub filters: usize,
    /// With `--index`: what random filters are made from; the same number makes the same filters.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// With `--index`: print filters whose answers differ. They hold values of users.
    #[arg(long)]
    pub show_filters: bool,
    /// Most memory of the index, in MB, as the server is given it.
    #[arg(long, env = "ROLLCALL_INDEX_MEMORY", default_value_t = 4_096)]
    pub index_memory: usize,
}

/// Runs `rollcall doctor`: prints what it finds, and fails where something is to be done.
///
/// # Errors
/// What the operator is to be told.
pub async fn doctor(storage: &StorageOptions, options: &DoctorOptions) -> CommandResult {
    let url = storage.database_url()?;
    if let DatabaseUrl::Sqlite(path) = &url
        && !path.is_file()
    {
        return Err(format!("there is no database at {}", path.display()).into());
    }
    let database = Database::look(&url, Options::default()).await?;
    let now = Clock::System.now();
    let mut findings = examine(&database, storage, &url, now).await?;
    findings.iter().for_each(|finding| println!("{finding}"));
    let is_whole = findings.iter().all(|finding| finding.weight != Weight::Wrong);
    if options.index && is_whole {
        let most = options.index_memory.saturating_mul(1 << 20);
        let check = IndexCheck { filters: options.filters, seed: options.seed, most, show: options.show_filters };
        let compared = compare(&database, check, now).await?;
        compared.findings.iter().for_each(|finding| println!("{finding}"));
        println!("\nWhat the index takes:");
        compared.memory.iter().for_each(|line| println!("{line}"));
        findings.extend(compared.findings);
    } else if options.index {
        println!("The index is not compared before that is done.");
    }
    database.close().await;
    verdict(&findings)
}

fn verdict(findings: &[Finding]) -> CommandResult {
    let wrong = findings.iter().filter(|finding| finding.weight == Weight::Wrong).count() as u64;
    if wrong == 0 {
        return Ok(());
    }
    let are = if wrong == 1 { "is" } else { "are" };
    Err(format!("{} {are} not as it should be", number(wrong, "thing")).into())
}
