//! `cargo xtask dist`: what is handed to somebody who runs Rollcall, as one archive with its checksum.

use crate::build::{Effort, build_page, build_server};
use crate::{licences, paths, process};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// What goes along with the binary: where it is in the project, and its name in the archive.
const FILES: [(&str, &str); 6] = [
    ("LICENSE", "LICENSE"),
    ("README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("docs/operating.md", "operating.md"),
    ("deploy/rollcall.service", "rollcall.service"),
    ("deploy/Containerfile", "Containerfile"),
];

/// Builds the page and the binary, and packs them.
pub fn command(arguments: &[String]) -> Result<()> {
    let effort = match arguments {
        [] => Effort::Release,
        [only] if only == "--dev" => Effort::Quick,
        _ => bail!("`dist` knows --dev"),
    };
    build_page(effort)?;
    let binary = build_server(effort)?;
    let name = format!("rollcall-{}-{}", env!("CARGO_PKG_VERSION"), platform(effort));
    let all = paths::target().join("package");
    let folder = all.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let program = format!("rollcall{}", std::env::consts::EXE_SUFFIX);
    copy(&binary, &folder.join(program))?;
    for (from, to) in FILES {
        copy(&paths::project().join(from), &folder.join(to))?;
    }
    let licences = licences::of_everything_inside()?;
    fs::write(folder.join("THIRD-PARTY.txt"), licences).context("writing the licences")?;
    let archive = format!("{name}.tar.gz");
    process::run(Command::new("tar").arg("-C").arg(&all).arg("-czf").arg(all.join(&archive)).arg(&name))?;
    let sum = format!("{}  {archive}\n", digest(&all.join(&archive))?);
    fs::write(all.join(format!("{archive}.sha256")), sum).context("writing the checksum")?;
    println!("packed {}", all.join(archive).display());
    Ok(())
}

fn platform(effort: Effort) -> String {
    let quick = match effort {
        Effort::Release => "",
        Effort::Quick => "-dev",
    };
    format!("{}-{}{quick}", std::env::consts::OS, std::env::consts::ARCH)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display())).map(drop)
}

/// In the form that `sha256sum --check` reads.
fn digest(file: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    let mut file = File::open(file).with_context(|| format!("reading {}", file.display()))?;
    std::io::copy(&mut file, &mut digest)?;
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
