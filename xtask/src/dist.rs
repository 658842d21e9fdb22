//! `cargo xtask dist`: what is handed to somebody who runs Rollcall, as one archive with its checksum.

use crate::build::{Effort, build_page, build_portable_server, build_server};
use crate::{licences, paths, process};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// What goes along with the binary: where it is in the project, and its name in the archive.
const FILES: [(&str, &str); 7] = [
    ("LICENSE", "LICENSE"),
    ("README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("docs/operating.md", "docs/operating.md"),
    ("docs/cluster.sql", "docs/cluster.sql"),
    ("deploy/rollcall.service", "deploy/rollcall.service"),
    ("deploy/Containerfile", "deploy/Containerfile"),
];

/// Builds the page and the binary, and packs them.
pub fn command(arguments: &[String]) -> Result<()> {
    let effort = match arguments {
        [] => Effort::Release,
        [only] if only == "--dev" => Effort::Quick,
        _ => bail!("`dist` knows --dev"),
    };
    // Before the long work: whatever is inside must come with its terms.
    let mut licences = licences::of_everything_inside()?;
    build_page(effort)?;
    let binary = match effort {
        Effort::Release => {
            licences += &licences::of_the_system();
            build_portable_server()?
        }
        Effort::Quick => build_server(effort)?,
    };
    let name = format!("rollcall-{}-{}", env!("CARGO_PKG_VERSION"), platform(effort));
    let archive = pack(&paths::target().join("package"), &name, &binary, &licences)?;
    println!("packed {archive}");
    Ok(())
}

fn platform(effort: Effort) -> String {
    let quick = match effort {
        Effort::Release => "",
        Effort::Quick => "-dev",
    };
    format!("{}-{}{quick}", std::env::consts::ARCH, std::env::consts::OS)
}

/// The archive `NAME.tar.gz` in a folder, with its checksum beside it; gives its path.
fn pack(all: &Path, name: &str, binary: &Path, licences: &str) -> Result<String> {
    let folder = all.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    for part in ["docs", "deploy"] {
        fs::create_dir_all(folder.join(part)).with_context(|| format!("making {}", folder.display()))?;
    }
    copy(binary, &folder.join(format!("rollcall{}", std::env::consts::EXE_SUFFIX)))?;
    for (from, to) in FILES {
        copy(&paths::project().join(from), &folder.join(to))?;
    }
    fs::write(folder.join("THIRD-PARTY.txt"), licences).context("writing the licences")?;
    let archive = format!("{name}.tar.gz");
    // Whoever unpacks it as root does not get files of whoever packed it.
    let owner = ["--owner=0", "--group=0", "--numeric-owner"];
    process::run(Command::new("tar").args(owner).arg("-C").arg(all).arg("-czf").arg(all.join(&archive)).arg(name))?;
    let sum = format!("{}  {archive}\n", digest(&all.join(&archive))?);
    fs::write(all.join(format!("{archive}.sha256")), sum).context("writing the checksum")?;
    Ok(all.join(archive).display().to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_is_whole_and_its_checksum_holds() {
        let all = std::env::temp_dir().join(format!("rollcall-dist-{}", std::process::id()));
        fs::create_dir_all(&all).unwrap();
        let binary = all.join("built");
        fs::write(&binary, "the program").unwrap();
        // Twice: what an earlier run left is not in the way.
        for _ in 0..2 {
            pack(&all, "rollcall-1-here", &binary, "terms").unwrap();
        }
        let check =
            Command::new("sha256sum").args(["--check", "rollcall-1-here.tar.gz.sha256"]).current_dir(&all).output();
        assert!(check.unwrap().status.success());
        let listed = process::output(Command::new("tar").arg("-tzf").arg(all.join("rollcall-1-here.tar.gz"))).unwrap();
        let mut files: Vec<&str> = listed.lines().filter(|line| !line.ends_with('/')).collect();
        files.sort_unstable();
        let wanted = [
            "rollcall-1-here/CHANGELOG.md",
            "rollcall-1-here/LICENSE",
            "rollcall-1-here/README.md",
            "rollcall-1-here/THIRD-PARTY.txt",
            "rollcall-1-here/deploy/Containerfile",
            "rollcall-1-here/deploy/rollcall.service",
            "rollcall-1-here/docs/cluster.sql",
            "rollcall-1-here/docs/operating.md",
            "rollcall-1-here/rollcall",
        ];
        assert_eq!(files, wanted);
        fs::remove_dir_all(&all).unwrap();
    }
}
