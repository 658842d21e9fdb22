//! Makes the script that loads the compiled app, with wasm-bindgen as a library: no tool to install, and no
//! version of it that could differ from the app's.

use super::stamp::read;
use crate::build::Effort;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// What wasm-bindgen made.
pub struct Script {
    /// The JavaScript module; it names the other two relative to itself.
    pub javascript: String,
    /// The name by which the module knows the compiled app.
    pub wasm_name: &'static str,
    /// The compiled app.
    pub wasm: Vec<u8>,
    /// Pieces of JavaScript that libraries bring along, with their paths under `snippets`.
    pub snippets: Vec<(String, Vec<u8>)>,
}

/// Runs wasm-bindgen over the compiled app. `folder` is emptied first.
pub fn generate(wasm: &Path, folder: &Path, effort: Effort) -> Result<Script> {
    super::remove_folder(folder)?;
    fs::create_dir_all(folder).context("making a folder for wasm-bindgen")?;
    let small = effort == Effort::Release;
    Bindgen::new()
        .input_path(wasm)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .remove_name_section(small)
        .remove_producers_section(small)
        .generate(folder)
        .context("running wasm-bindgen")?;

    let javascript = String::from_utf8(read(&folder.join("app.js"))?).context("reading app.js")?;
    let snippets = folder.join("snippets");
    let mut pieces = Vec::new();
    if snippets.is_dir() {
        for file in super::stamp::files(&snippets)? {
            let name = file.strip_prefix(&snippets).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            pieces.push((name, read(&file)?));
        }
    }
    Ok(Script { javascript, wasm_name: "app_bg.wasm", wasm: read(&folder.join("app_bg.wasm"))?, snippets: pieces })
}
