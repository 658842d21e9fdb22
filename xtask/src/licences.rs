//! The licences of everything that is in the binary: of what the server is made of, and of what the page in it is.
//!
//! `deny.toml` says which may come in.

use crate::{build::cargo, paths, process};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How files are called that tell under what terms a package is.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

const HEAD: &str = "Rollcall contains the work of others. Each package is named with its version and the licence that it is\n\
    under; below stand the texts that come with the packages, each once, with the packages that it came with.\n";

/// What a static binary holds beside packages.
const SYSTEM: &str = "\nThe program also holds Rust's standard library (MIT OR Apache-2.0) and, of the machine that it was built on, parts\n\
    of the GNU C Library (LGPL-2.1-or-later) and of the runtime of GCC (GPL-3.0-or-later WITH GCC-exception-3.1).\n\
    Whoever wants another C library in it builds it anew from the sources of Rollcall: `cargo xtask dist`.\n";

/// Where Debian keeps the text of the C library's licence.
const LGPL: &str = "/usr/share/common-licenses/LGPL-2.1";

/// A package that is inside.
struct Package {
    name: String,
    licence: String,
    texts: Vec<String>,
}

/// What stands beside [`of_everything_inside`] where the C library is inside, too.
pub fn of_the_system() -> String {
    // Where the text is not at hand, it is known by its name all over the world.
    format!("{SYSTEM}\n{}", fs::read_to_string(LGPL).unwrap_or_default())
}

/// The whole text.
pub fn of_everything_inside() -> Result<String> {
    let metadata = process::output(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("reading cargo's metadata")?;
    let known = metadata["packages"].as_array().context("cargo names no packages")?;
    let allowed = allowed()?;
    let mut packages = Vec::new();
    for name in inside()? {
        let is_it = |package: &&Value| full_name(package).as_deref() == Some(name.as_str());
        let package = known.iter().find(is_it).with_context(|| format!("cargo does not know {name}"))?;
        let licence = package["license"].as_str().or(package["license_file"].as_str());
        let licence = licence.with_context(|| format!("{name} names no licence"))?.to_owned();
        if !may_come_in(&licence, &allowed) {
            bail!("{name} is under `{licence}`, which deny.toml does not allow");
        }
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        let texts = texts(manifest.parent().unwrap_or(manifest))?;
        packages.push(Package { name, licence, texts });
    }
    if packages.is_empty() {
        bail!("cargo names nothing that the binary is made of");
    }
    Ok(written(&packages))
}

fn full_name(package: &Value) -> Option<String> {
    Some(format!("{} {}", package["name"].as_str()?, package["version"].as_str()?))
}

/// The licences that `deny.toml` allows: the quoted texts of its list `allow`.
fn allowed() -> Result<Vec<String>> {
    let text = fs::read_to_string(paths::project().join("deny.toml")).context("reading deny.toml")?;
    let list = text.split_once("\nallow = [").and_then(|(_, rest)| rest.split_once(']'));
    let (list, _) = list.context("deny.toml lists no licences")?;
    Ok(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

/// Whether one may choose only licences that are allowed: `A OR B` needs one of them, `A AND B` both.
fn may_come_in(expression: &str, allowed: &[String]) -> bool {
    // An older way to write OR.
    let expression = expression.replace('/', " OR ");
    let expression = expression.trim();
    for (operator, needs_all) in [(" OR ", false), (" AND ", true)] {
        let parts = outside_of_brackets(expression, operator);
        if parts.len() > 1 {
            let mut answers = parts.iter().map(|part| may_come_in(part, allowed));
            return if needs_all { answers.all(|may| may) } else { answers.any(|may| may) };
        }
    }
    match expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => may_come_in(inner, allowed),
        None => allowed.iter().any(|one| one == expression),
    }
}

fn outside_of_brackets<'a>(expression: &'a str, operator: &str) -> Vec<&'a str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_u32);
    for (at, character) in expression.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= from && expression[at..].starts_with(operator) => {
                parts.push(&expression[from..at]);
                from = at + operator.len();
            }
            _ => {}
        }
    }
    parts.push(&expression[from..]);
    parts
}

/// Name and version of every package of others whose code is in the binary.
fn inside() -> Result<BTreeSet<String>> {
    let mut inside = BTreeSet::new();
    for arguments in [&["--package", "server"][..], &["--package", "app", "--target", "wasm32-unknown-unknown"]] {
        let mut tree = cargo();
        tree.args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--no-dedupe", "--format", "{p}"]);
        for line in process::output(tree.args(arguments))?.lines() {
            // `name v1.2.3`, and behind it `(proc-macro)` or where a package of our own is.
            let mut words = line.split(' ');
            let (name, version) = (words.next(), words.next().and_then(|word| word.strip_prefix('v')));
            let rest = words.next().unwrap_or_default();
            if let (Some(name), Some(version), false) = (name, version, rest.starts_with("(/")) {
                inside.insert(format!("{name} {version}"));
            }
        }
    }
    Ok(inside)
}

/// What a package says of its licence, in the order of the files' names.
fn texts(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let is_licence = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file() && NAMES.iter().any(|beginning| name.starts_with(beginning))
    };
    let read = |path: &PathBuf| -> Result<String> {
        let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        Ok(String::from_utf8_lossy(&bytes).replace('\r', "").trim().to_owned())
    };
    files.iter().filter(is_licence).map(read).collect()
}

fn written(packages: &[Package]) -> String {
    let mut text = format!("{HEAD}\n");
    let mut by_text: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let without = if package.texts.is_empty() { "; no text comes with it" } else { "" };
        text.push_str(&format!("{}: {}{without}\n", package.name, package.licence));
        for one in &package.texts {
            by_text.entry(one).or_default().push(&package.name);
        }
    }
    let mut texts: Vec<_> = by_text.into_iter().collect();
    texts.sort_by(|one, other| one.1.cmp(&other.1));
    for (one, names) in texts {
        text.push_str(&format!("\n{}\n{}\n\n{one}\n", "-".repeat(100), names.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_once_with_all_that_it_came_with() {
        let package = |name: &str, texts: &[&str]| Package {
            name: name.into(),
            licence: "MIT".into(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        };
        let text = written(&[package("a 1", &["Terms", "Notice"]), package("b 2", &["Terms"]), package("c 3", &[])]);
        assert!(text.contains("a 1: MIT\nb 2: MIT\nc 3: MIT; no text comes with it\n"), "{text}");
        assert_eq!(text.matches("\nTerms\n").count(), 1);
        assert!(text.contains("\na 1, b 2\n\nTerms\n") && text.contains("\na 1\n\nNotice\n"), "{text}");
    }

    #[test]
    fn a_licence_comes_in_if_there_is_a_choice_that_is_allowed() {
        let allowed = ["MIT".to_owned(), "Zlib".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()];
        for may in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "MIT AND (Zlib OR GPL-3.0)",
            "(MIT)",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "(GPL-3.0 AND MIT) OR (MIT AND Zlib)",
        ] {
            assert!(may_come_in(may, &allowed), "{may}");
        }
        for may_not in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND GPL-3.0", "MIT-0", "Apache-2.0"] {
            assert!(!may_come_in(may_not, &allowed), "{may_not}");
        }
        assert!(super::allowed().unwrap().contains(&"MIT".to_owned()));
    }

    #[test]
    fn everything_inside_is_told() {
        let text = of_everything_inside().unwrap();
        for name in
            ["\naxum 0.", "\nleptos 0.", "\nsqlx 0.", "\nlibsqlite3-sys 0.", "Apache License", "Permission is hereby"]
        {
            assert!(text.contains(name), "{name}");
        }
        // Our own packages, and what only tests or the commands of the house need.
        for name in ["\nserver ", "\nshared ", "\ninsta ", "\nwasm-bindgen-cli-support "] {
            assert!(!text.contains(name), "{name}");
        }
    }
}
