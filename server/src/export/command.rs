//! `rollcall export DIR`: users and what they did as files of CSV, for other programs.

use super::files::write_files;
use crate::{
    cli::CommandResult,
    config::StorageOptions,
    db::{Database, DatabaseUrl, Options},
};
use clap::Args;
use std::path::PathBuf;

/// `rollcall export`: options.
#[derive(Args, Clone, Debug)]
pub struct ExportOptions {
    /// The folder to write to: a new one, or one that is empty.
    pub folder: PathBuf,
}

/// Exports the workspace, also while a server is writing to it.
///
/// # Errors
/// What the operator is to be told.
pub async fn export(storage: &StorageOptions, options: &ExportOptions) -> CommandResult {
    let url = storage.database_url()?;
    // Opening would make an empty one, of which an export is of no use to anybody.
    if let DatabaseUrl::Sqlite(path) = &url
        && !path.exists()
    {
        return Err(format!("there is no database {}", path.display()).into());
    }
    let database = Database::open(&url, Options::default()).await?;
    let written = write_files(&database, &options.folder).await;
    database.close().await;
    for (name, rows) in written? {
        println!("{}: {rows} rows", options.folder.join(name).display());
    }
    Ok(())
}
