//! Turns `app`, `style` and `public` into the files of `dist`.
//!
//! Nothing is done twice: a stamp of everything that went in stands beside the result. Files in `assets` carry a
//! hash of their content in their names, so that browsers may keep them for ever; the others have fixed names.

mod assemble;
mod bindgen;
mod compress;
mod size;
mod stamp;

use crate::build::{Effort, cargo};
use crate::{paths, process};
use anyhow::{Context, Result};
use size::Size;
use std::fs::{self, File};
use std::path::PathBuf;

/// Builds the page if anything changed; gives its size, if it was compressed.
pub fn build(effort: Effort) -> Result<Option<Size>> {
    let wasm = compile(effort)?;
    let work = paths::target().join("page-files");
    fs::create_dir_all(&work).context("making a folder for the page")?;
    let lock = File::create(work.join("lock")).context("making the lock of the page")?;
    lock.lock().context("waiting for another build of the page")?;

    let stamp = stamp::of_inputs(&wasm, effort)?;
    let stamp_file = work.join("stamp");
    let dist = paths::dist();
    let fresh = stamp::read(&dist.join("index.html"))
        .is_ok_and(|index| fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp::with_index(&stamp, &index)));
    if !fresh {
        drop(fs::remove_file(&stamp_file));
        let staging = work.join("staging");
        remove_folder(&staging)?;
        let script = bindgen::generate(&wasm, &work.join("bindgen"), effort)?;
        assemble::into(&staging, &script)?;
        if effort == Effort::Release {
            compress::folder(&staging)?;
        }
        remove_folder(&dist)?;
        fs::rename(&staging, &dist).context("putting the page in its place")?;
        let stamp = stamp::with_index(&stamp, &stamp::read(&dist.join("index.html"))?);
        fs::write(&stamp_file, stamp).context("writing the stamp of the page")?;
    }
    match effort {
        Effort::Quick => Ok(None),
        Effort::Release => Size::of(&dist).map(Some),
    }
}

fn compile(effort: Effort) -> Result<PathBuf> {
    let (profile, folder) = match effort {
        Effort::Quick => ("dev", "debug"),
        Effort::Release => ("page", "page"),
    };
    // The cuts between the parts of the page are found by the relocations that the linker leaves.
    let app = ["rustc", "--package", "app", "--target", TARGET, "--profile", profile, "--", "-Clink-arg=--emit-relocs"];
    process::run(cargo().args(app))?;
    Ok(paths::target().join(TARGET).join(folder).join("app.wasm"))
}

fn remove_folder(folder: &std::path::Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}

const TARGET: &str = "wasm32-unknown-unknown";
