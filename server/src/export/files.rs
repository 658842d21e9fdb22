//! Users and what they did as files of CSV, a file a table: for databases and programs, which read values as they are.
//!
//! Invariants: all files show one state; a million rows take no more memory than a thousand; files are readable by
//! their owner only, and have their names once all of them are whole.

use super::store::tables::{self, Exported, Names};
use crate::db::{self, Database, Transaction};
use shared::time::Instant;
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::Duration,
};
use thiserror::Error;

/// How long reading everything may take. Postgres knows no longer limit than some 24 days.
const READING: Duration = Duration::from_secs(14 * 24 * 3_600);

/// Why there is no export.
#[derive(Debug, Error)]
pub enum Error {
    /// What is there might be taken for a part of it.
    #[error("{0} is not an empty folder")]
    Occupied(String),
    /// The disk does not do its part.
    #[error("the files cannot be written")]
    Disk(#[from] io::Error),
    /// The database does not do its part.
    #[error("the database cannot be read")]
    Database(#[from] db::Error),
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Self::Disk(error.into())
    }
}

type Result<T> = std::result::Result<T, Error>;

/// Writes the files into a folder that is new or empty. Their names, and how many rows each has.
///
/// # Errors
/// When the folder is taken, or the database or the disk fails; then no file is left behind.
pub async fn write_files(database: &Database, folder: &Path) -> Result<Vec<(&'static str, u64)>> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(Error::Occupied(folder.display().to_string()));
    }
    let mut options = DirBuilder::new();
    options.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut options, 0o700);
    options.create(folder)?;
    let mut files = Files { folder: folder.to_owned(), written: Vec::new() };
    let mut snapshot = database.snapshot_for(READING).await?;
    files.write_all(&mut snapshot).await?;
    drop(snapshot);
    Ok(files.finish()?)
}

/// The files so far. Dropped, they go.
struct Files {
    folder: PathBuf,
    written: Vec<(&'static str, u64)>,
}

impl Files {
    async fn write_all(&mut self, snapshot: &mut Transaction) -> Result<()> {
        let names = Names::read(snapshot).await?;
        self.write::<tables::User>(snapshot, &names).await?;
        self.write::<tables::Value>(snapshot, &names).await?;
        self.write::<tables::Item>(snapshot, &names).await?;
        self.write::<tables::Tag>(snapshot, &names).await?;
        self.write::<tables::Interaction>(snapshot, &names).await?;
        self.write::<tables::Answer>(snapshot, &names).await?;
        self.write::<tables::Chosen>(snapshot, &names).await?;
        self.write::<tables::Event>(snapshot, &names).await
    }

    async fn write<T: Exported>(&mut self, snapshot: &mut Transaction, names: &Names) -> Result<()> {
        let mut csv = self.begin(T::FILE, T::HEADS)?;
        let mut rows = 0;
        let line = |row: T| {
            rows += 1;
            Ok::<_, Error>(csv.write_record(row.cells(names))?)
        };
        tables::each(snapshot, line).await?;
        let mut file = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        file.flush()?;
        file.get_ref().sync_all()?;
        if let Some((_, written)) = self.written.last_mut() {
            *written = rows;
        }
        Ok(())
    }

    /// Where a file is until all are whole.
    fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.new"))
    }

    fn begin(&mut self, name: &'static str, heads: &[&str]) -> Result<csv::Writer<BufWriter<File>>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.beside(name))?;
        self.written.push((name, 0));
        let mut csv = csv::Writer::from_writer(BufWriter::new(file));
        csv.write_record(heads)?;
        Ok(csv)
    }

    fn finish(mut self) -> io::Result<Vec<(&'static str, u64)>> {
        for (name, _) in &self.written {
            fs::rename(self.beside(name), self.folder.join(name))?;
        }
        #[cfg(unix)]
        File::open(&self.folder)?.sync_all()?;
        Ok(std::mem::take(&mut self.written))
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for (name, _) in &self.written {
            // What cannot be removed has a name that nobody takes for a whole file.
            let _ = fs::remove_file(self.beside(name));
            let _ = fs::remove_file(self.folder.join(name));
        }
    }
}

/// An instant in a cell: RFC 3339 in UTC.
pub(super) fn instant(at: i64) -> String {
    Instant(at).to_string()
}

/// A value in a cell; empty where there is none.
pub(super) fn cell<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
