//! Reading the house's own sources.

use std::path::{Path, PathBuf};

/// Files below a folder of this crate with an ending: path from the crate's root and text. A folder that begins with
/// `..` is another crate's.
pub fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join(folder), ending, &mut files);
    files.sort();
    assert!(!files.is_empty(), "no .{ending} below {folder}");
    let text = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        (name, std::fs::read_to_string(&path).unwrap())
    };
    files.into_iter().map(text).collect()
}

fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, files);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
}
