//! Writing a backup: one snapshot, row by row, into a file that takes its name only when it is whole and on the disk.

use super::{
    error::{Error, Result},
    format::{Beginning, Ending, FORMAT, Head, Kind, LEFT_OUT, Seal, shown},
    read, store,
};
use crate::db::{Database, Row};
use flate2::{Compression, write::GzEncoder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::time::Instant;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How long reading everything may take. Postgres knows no longer limit than some 24 days.
const READING: Duration = Duration::from_secs(14 * 24 * 3_600);

/// Bytes that are gathered before they are digested and compressed.
const AT_ONCE: usize = 64 << 10;

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Rows by table.
    pub tables: BTreeMap<String, u64>,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Written {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.values().sum()
    }
}

/// Writes a backup of everything that one snapshot shows to `path`, readable by its owner only. An earlier backup of this
/// name is there until the new one takes its place. `salt` keeps two that are made at once apart; `stop` ends it early.
///
/// # Errors
/// When the database or the disk fails, something else has the name, or it is told to stop; then nothing is left behind.
pub async fn write_backup(
    database: &Database,
    path: &Path,
    made: Instant,
    salt: u64,
    stop: &Arc<AtomicBool>,
) -> Result<Written> {
    let (database, path, stop) = (database.clone(), path.to_owned(), Arc::clone(stop));
    let runtime = tokio::runtime::Handle::current();
    // Compressing and writing are work for a thread of its own, which also waits for the rows.
    let writing = move || runtime.block_on(write_whole(&database, &path, made, salt, &stop));
    match tokio::task::spawn_blocking(writing).await {
        Ok(written) => written,
        Err(_) => Err(Error::Stopped),
    }
}

async fn write_whole(database: &Database, path: &Path, made: Instant, salt: u64, stop: &AtomicBool) -> Result<Written> {
    if path.exists() && read::head(path).is_err() {
        return Err(Error::Occupied(path.display().to_string()));
    }
    let (unfinished, file) = Unfinished::create(path, salt)?;
    let mut backup = Backup::new(BufWriter::new(file));
    let mut snapshot = database.snapshot_for(READING).await?;
    backup.line(&Head {
        rollcall_backup: FORMAT,
        schema: Database::latest_step(),
        made,
        version: env!("CARGO_PKG_VERSION").into(),
        database: database.dialect().name().into(),
    })?;
    let mut tables = BTreeMap::new();
    for table in snapshot.tables().await? {
        if LEFT_OUT.contains(&table.name.as_str()) {
            continue;
        }
        let columns = table.columns.iter().map(|(name, kind)| (name.clone(), Kind::of(*kind))).collect();
        backup.line(&Beginning { table: table.name.clone(), columns })?;
        let mut rows = 0;
        let take = |Row(values)| {
            rows += 1;
            if stop.load(Ordering::Relaxed) {
                return Err(Error::Stopped);
            }
            backup.line(&values.into_iter().map(shown).collect::<Vec<_>>())
        };
        snapshot.try_for_each(store::every_row(&table), take).await?;
        backup.line(&Ending { rows })?;
        tables.insert(table.name, rows);
    }
    drop(snapshot);
    let file = backup.seal(tables.clone())?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    unfinished.finish(path)?;
    Ok(Written { tables, bytes })
}

/// The lines on their way into the file.
struct Backup<W: Write> {
    gzip: GzEncoder<W>,
    digest: Sha256,
    gathered: Vec<u8>,
}

impl<W: Write> Backup<W> {
    fn new(file: W) -> Self {
        let gzip = GzEncoder::new(file, Compression::fast());
        Self { gzip, digest: Sha256::new(), gathered: Vec::with_capacity(AT_ONCE * 2) }
    }

    fn line(&mut self, line: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.gathered, line).map_err(std::io::Error::from)?;
        self.gathered.push(b'\n');
        if self.gathered.len() >= AT_ONCE { self.pass_on() } else { Ok(()) }
    }

    fn pass_on(&mut self) -> Result<()> {
        self.digest.update(&self.gathered);
        self.gzip.write_all(&self.gathered)?;
        self.gathered.clear();
        Ok(())
    }

    fn seal(mut self, tables: BTreeMap<String, u64>) -> Result<W> {
        self.pass_on()?;
        let sha256 = hex::encode(self.digest.clone().finalize());
        self.line(&Seal { tables, sha256 })?;
        self.pass_on()?;
        Ok(self.gzip.finish()?)
    }
}

/// What a file that is not finished is called beside `path`; the schedule finds what a crash left by it.
pub(super) const UNFINISHED: &str = ".unfinished";

/// A file that goes away unless it is finished.
struct Unfinished {
    path: Option<PathBuf>,
}

impl Unfinished {
    fn create(path: &Path, salt: u64) -> Result<(Self, File)> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{salt:016x}{UNFINISHED}"));
        let path = path.with_file_name(name);
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        Ok((Self { path: Some(path) }, file))
    }

    fn finish(mut self, path: &Path) -> Result<()> {
        if let Some(unfinished) = &self.path {
            std::fs::rename(unfinished, path)?;
            self.path = None;
        }
        // The name is as durable as the file once the folder is on the disk.
        #[cfg(unix)]
        {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // It is ours alone, and of no use.
            let _ = std::fs::remove_file(path);
        }
    }
}
