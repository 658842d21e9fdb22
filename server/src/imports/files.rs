//! The files of imports: kept in the data folder while they are needed, readable by its owner only.

use crate::error::{ApiError, ApiResult};
use shared::ids::ImportId;
use std::path::{Path, PathBuf};

/// The folder of files. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Files {
    folder: std::sync::Arc<Path>,
}

/// A file that goes away unless it is kept.
pub(super) struct NewFile {
    path: PathBuf,
    kept: bool,
}

impl Files {
    pub(super) fn new(data: &Path) -> Self {
        Self { folder: data.join("imports").into() }
    }

    pub(super) fn path(&self, import_id: ImportId) -> PathBuf {
        self.folder.join(format!("{import_id}.csv"))
    }

    pub(super) fn has(&self, import_id: ImportId) -> bool {
        self.path(import_id).is_file()
    }

    pub(super) fn remove(&self, import_id: ImportId) {
        match std::fs::remove_file(self.path(import_id)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, "the file of an import could not be removed"),
        }
    }

    /// A new file, with its folder.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub(super) fn make(&self, import_id: ImportId) -> std::io::Result<(NewFile, std::fs::File)> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let path = self.path(import_id);
        let file = options.open(&path)?;
        Ok((NewFile { path, kept: false }, file))
    }

    /// The imports that files are here for.
    pub(super) fn all(&self) -> Vec<ImportId> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        let id = |entry: std::io::Result<std::fs::DirEntry>| {
            let name = entry.ok()?.file_name();
            name.to_str()?.strip_suffix(".csv")?.parse().ok()
        };
        entries.filter_map(id).collect()
    }
}

impl NewFile {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            // It is ours alone, and of no use.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// What a client is told when the disk fails.
pub(super) fn disk_failed(error: &std::io::Error) -> ApiError {
    tracing::error!(%error, "the file of an import could not be stored");
    ApiError::Unavailable("The file could not be stored. The disk may be full.".into())
}

/// Runs what reads a whole file where it holds up nobody.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::Defect)
}
