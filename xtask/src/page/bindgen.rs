//! Cuts the compiled app into its parts and makes the script that loads it, with both tools as libraries: nothing to
//! install, and no version of wasm-bindgen that could differ from the app's.

use super::stamp::read;
use crate::build::Effort;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// What wasm-bindgen made.
pub struct Script {
    /// The JavaScript module; it names all others relative to itself.
    pub javascript: String,
    /// The compiled app without its parts, by this name.
    pub wasm: (&'static str, Vec<u8>),
    /// The module that fetches parts, then the parts, by the names that they know one another by.
    pub parts: Vec<(String, Vec<u8>)>,
    /// Pieces of JavaScript that libraries bring along, with their paths under `snippets`.
    pub snippets: Vec<(String, Vec<u8>)>,
}

/// The module that the page is started with, and the one that fetches parts of it.
const APP: &str = "app.js";
const PARTS: &str = "parts.js";

/// Cuts the compiled app and runs wasm-bindgen over what is left of it. `folder` is emptied first.
pub fn generate(wasm: &Path, folder: &Path, effort: Effort) -> Result<Script> {
    super::remove_folder(folder)?;
    fs::create_dir_all(folder).context("making a folder for wasm-bindgen")?;
    let parts = folder.join("parts");
    let main = folder.join("main.wasm");
    cut(&read(wasm)?, &main, &parts)?;
    let small = effort == Effort::Release;
    Bindgen::new()
        .input_path(main)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .remove_name_section(small)
        .remove_producers_section(small)
        // Parts find by these names what stays in the app.
        .keep_lld_exports(true)
        .demangle(false)
        .generate(folder)
        .context("running wasm-bindgen")?;

    let javascript = String::from_utf8(read(&folder.join(APP))?).context("reading app.js")?;
    let wasm = "app_bg.wasm";
    Ok(Script {
        javascript,
        wasm: (wasm, read(&folder.join(wasm))?),
        parts: contents(&parts)?
            .into_iter()
            .map(|part| if small { without_names(part) } else { Ok(part) })
            .collect::<Result<_>>()?,
        snippets: contents(&folder.join("snippets"))?,
    })
}

/// Cuts the compiled app at the functions that are marked in it.
fn cut(wasm: &[u8], main: &Path, parts: &Path) -> Result<()> {
    let (main_module, link_name) = (format!("./{APP}"), format!("./{PARTS}"));
    let mut options = wasm_split_cli_support::Options::new(wasm);
    options.main_out_path = main;
    options.output_dir = parts;
    options.main_module = &main_module;
    options.link_name = &link_name;
    match wasm_split_cli_support::transform(options) {
        Ok(_) => Ok(()),
        Err(error) => bail!("cutting the compiled app into parts: {error:#}"),
    }
}

/// A part without the names of its functions, which only debuggers read; other files as they are.
fn without_names((name, content): (String, Vec<u8>)) -> Result<(String, Vec<u8>)> {
    if !name.ends_with(".wasm") {
        return Ok((name, content));
    }
    let mut module = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(&content) {
        let payload = payload.with_context(|| format!("reading {name}"))?;
        let is_needed =
            !matches!(&payload, wasmparser::Payload::CustomSection(section) if section.name() != "target_features");
        if let Some((id, range)) = payload.as_section().filter(|_| is_needed) {
            // A file in memory is never longer than memory.
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            module.section(&wasm_encoder::RawSection { id, data: &content[range] });
        }
    }
    Ok((name, module.finish()))
}

/// The files of a folder, if there is one, with their paths in it.
fn contents(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let named = |file: std::path::PathBuf| {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        Ok((name, read(&file)?))
    };
    super::stamp::files(folder)?.into_iter().map(named).collect()
}
