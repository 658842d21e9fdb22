//! The disk: how much room is left, and who may read what is stored.

use super::finding::{Finding, size};
use crate::{config::StorageOptions, db::DatabaseUrl};
use std::path::Path;

/// With less room than this, writing may fail at any moment: the log of the embedded database alone may take half of it.
const LEAST: u64 = 512 << 20;

/// How much room there is, and whether others may read the files.
pub(super) fn examine(storage: &StorageOptions, url: &DatabaseUrl, bytes: u64) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (file, folder) = match url {
        DatabaseUrl::Sqlite(path) => (Some(path.as_path()), path.parent().unwrap_or(Path::new(""))),
        DatabaseUrl::Postgres(_) => (None, storage.data.as_path()),
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    findings.extend(free(folder).map(|free| room(folder, free, file.map(|_| bytes))));
    if let Some(file) = file.filter(|file| is_open_to_others(file)) {
        let told = format!("Others on this machine may read {}: take that right away.", file.display());
        findings.push(Finding::wrong(told));
    }
    if is_open_to_others(&storage.data) {
        let told = format!("Others on this machine may look into the folder {}.", storage.data.display());
        findings.push(Finding::note(told));
    }
    findings
}

/// `bytes` are those of a database that lies in the folder.
fn room(folder: &Path, free: u64, bytes: Option<u64>) -> Finding {
    let told = format!("{} are free on the disk of {}", size(free), folder.display());
    match bytes {
        _ if free < LEAST => Finding::wrong(format!("Only {told}: messages may be refused at any moment.")),
        Some(bytes) if free < bytes => Finding::note(format!("{told}, less than the database takes.")),
        Some(_) | None => Finding::fine(format!("{told}.")),
    }
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Weight;

    #[test]
    fn little_room_is_told() {
        let weight = |free, bytes| room(Path::new("data"), free, bytes).weight;
        assert_eq!(weight(LEAST - 1, None), Weight::Wrong);
        assert_eq!(weight(LEAST, None), Weight::Fine);
        assert_eq!(weight(LEAST, Some(LEAST + 1)), Weight::Note);
        assert_eq!(weight(LEAST * 3, Some(LEAST + 1)), Weight::Fine);
    }

    #[cfg(unix)]
    #[test]
    fn what_others_may_read_is_told() {
        use std::{fs, os::unix::fs::PermissionsExt};
        let folder = tempfile::tempdir().unwrap();
        let storage = StorageOptions { database: None, data: folder.path().to_owned() };
        let file = folder.path().join("rollcall.db");
        fs::write(&file, "").unwrap();
        let told = |mode| {
            for path in [file.as_path(), folder.path()] {
                fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            }
            let findings = examine(&storage, &DatabaseUrl::Sqlite(file.clone()), 0).into_iter();
            let findings = findings.filter(|finding| finding.text.starts_with("Others"));
            findings.map(|finding| finding.weight).collect::<Vec<_>>()
        };
        assert!(told(0o700).is_empty() && told(0o750).is_empty());
        assert_eq!(told(0o755), [Weight::Wrong, Weight::Note]);
        assert!(free(folder.path()).is_some());
    }
}
