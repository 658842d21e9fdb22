//! Where things are.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace.
pub fn project() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project().join("target"), PathBuf::from)
}

/// The page as the server serves it.
pub fn dist() -> PathBuf {
    project().join("dist")
}

/// The browser tests.
pub fn end2end() -> PathBuf {
    project().join("end2end")
}

/// A program of that name that can be called, if any.
pub fn program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|file| file.is_file())
}
