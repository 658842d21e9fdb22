//! The fingerprint of everything that the page is made of.

use crate::build::Effort;
use crate::paths;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Changes when the compiled app, a sheet, a public file or this program does.
pub fn of_inputs(wasm: &Path, effort: Effort) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(format!("{effort:?}"));
    hasher.update(own_age()?);
    for folder in ["style", "public"] {
        for file in files(&paths::project().join(folder))? {
            hasher.update(file.to_string_lossy().as_bytes());
            hasher.update(read(&file)?);
        }
    }
    hasher.update(read(wasm)?);
    Ok(hex(&hasher.finalize()))
}

/// The fingerprint with that of the first file of the page, which names all others: a page that was built elsewhere in
/// the meantime is another one.
pub fn with_index(stamp: &str, index: &[u8]) -> String {
    format!("{stamp} {}", short(index))
}

/// The first 16 digits of a hash of the content, for names of files.
pub fn short(content: &[u8]) -> String {
    hex(&Sha256::digest(content)[..8])
}

/// All files in a folder and below it, in a fixed order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("reading {}", folder.display()))?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The content of a file; the error names it.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("reading {}", file.display()))
}

/// This program is large, and its age tells as much as its content.
fn own_age() -> Result<String> {
    let metadata = std::env::current_exe().and_then(fs::metadata).context("looking at this program")?;
    let age = metadata.modified()?.duration_since(UNIX_EPOCH)?;
    Ok(format!("{}-{}", metadata.len(), age.as_nanos()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_content() {
        assert_eq!(short(b"abc"), "ba7816bf8f01cfea");
        assert_ne!(short(b"abc"), short(b"abd"));
    }
}
