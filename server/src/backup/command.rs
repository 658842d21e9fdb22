//! `rollcall backup FILE` and `rollcall restore FILE`.

use super::{restore::restore_into, write::write_backup};
use crate::{
    cli::CommandResult,
    clock::Clock,
    config::StorageOptions,
    db::{Database, DatabaseUrl, Options},
    ids::IdSource,
};
use clap::Args;
use std::{path::PathBuf, sync::Arc};

/// `rollcall backup`: options.
#[derive(Args, Clone, Debug)]
pub struct BackupOptions {
    /// The file to write; an earlier backup of this name stays until the new one is whole.
    pub file: PathBuf,
}

/// `rollcall restore`: options.
#[derive(Args, Clone, Debug)]
pub struct RestoreOptions {
    /// The backup.
    pub file: PathBuf,
    /// Put the backup in the place of everything that the workspace holds now.
    #[arg(long)]
    pub replace: bool,
}

/// Backs up the workspace, also while a server is writing to it.
///
/// # Errors
/// What the operator is to be told.
pub async fn backup(storage: &StorageOptions, options: &BackupOptions) -> CommandResult {
    let url = storage.database_url()?;
    // Opening would make an empty one, of which a backup is of no use to anybody.
    if let DatabaseUrl::Sqlite(path) = &url
        && !path.exists()
    {
        return Err(format!("there is no database {}", path.display()).into());
    }
    let database = Database::open(&url, Options::default()).await?;
    let stop = Arc::default();
    let written = write_backup(&database, &options.file, Clock::System.now(), rand::random(), &stop).await;
    database.close().await;
    let written = written?;
    let (file, rows, tables) = (options.file.display(), written.rows(), written.tables.len());
    println!("{file}: {rows} rows of {tables} tables in {} bytes", written.bytes);
    Ok(())
}

/// Restores a backup into the workspace, which no server may be running on.
///
/// # Errors
/// What the operator is to be told.
pub async fn restore(storage: &StorageOptions, options: &RestoreOptions) -> CommandResult {
    if storage.database.is_none() {
        storage.make_data_folder()?;
    }
    let (url, clock) = (storage.database_url()?, Clock::System);
    let ids = IdSource::new(clock.clone());
    let told = |step: &str| eprintln!("{step}");
    let restored = restore_into(&url, &options.file, options.replace, &ids, clock.now(), told).await?;
    let rows: u64 = restored.tables.values().sum();
    println!("{rows} rows of {} tables, as they were at {}", restored.tables.len(), restored.head.made);
    if restored.left_out > 0 {
        println!("{} users were left out: they have been deleted since", restored.left_out);
    }
    Ok(())
}
