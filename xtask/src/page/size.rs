//! What the compiled app and its scripts weigh over the wire: what is fetched before the list of users is there, and the
//! parts that are fetched later. The goal is 350 KB. The builder of filters, profiles, tags and bulk work have taken the
//! page far above it; the limit stands close to where it is, so that what is added from here on has to be made room for.

use super::stamp::files;
use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::Path;

/// What wasm and JavaScript are to weigh together, compressed with brotli.
const GOAL: u64 = 350 * 1024;
/// What they may weigh until they are that small.
const LIMIT: u64 = 730 * 1024;
/// What a part may weigh.
const PART_LIMIT: u64 = 120 * 1024;

/// Bytes that a browser fetches before the page is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    wasm: u64,
    scripts: u64,
    stylesheet: u64,
    /// All parts.
    parts: u64,
    /// The heaviest of them.
    largest_part: u64,
}

impl Size {
    /// Adds up the compressed files of `assets`.
    pub fn of(dist: &Path) -> Result<Size> {
        let mut size = Size { wasm: 0, scripts: 0, stylesheet: 0, parts: 0, largest_part: 0 };
        for file in files(&dist.join("assets"))? {
            let bytes = fs::metadata(&file).with_context(|| format!("looking at {}", file.display()))?.len();
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let is_part = name.starts_with("split_") || name.starts_with("chunk_");
            if is_part && name.ends_with(".wasm.br") {
                size.parts += bytes;
                size.largest_part = size.largest_part.max(bytes);
            } else if name.ends_with(".wasm.br") {
                size.wasm += bytes;
            } else if name.ends_with(".js.br") {
                size.scripts += bytes;
            } else if name.ends_with(".css.br") {
                size.stylesheet += bytes;
            }
        }
        Ok(size)
    }

    /// Fails above the limit.
    pub fn check(&self) -> Result<()> {
        let total = self.wasm + self.scripts;
        if self.wasm == 0 || self.scripts == 0 {
            bail!("the page has no compiled app or no script to weigh");
        }
        if total >= LIMIT {
            bail!("the page weighs {} over the wire, the limit is {}", kilobytes(total), kilobytes(LIMIT));
        }
        if self.largest_part >= PART_LIMIT {
            bail!("a part of the page weighs {}, the limit is {}", kilobytes(self.largest_part), kilobytes(PART_LIMIT));
        }
        Ok(())
    }
}

impl fmt::Display for Size {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "page over the wire (brotli): wasm {} + scripts {} = {} (limit {}, goal {}); stylesheet {}; \
             parts fetched later {}",
            kilobytes(self.wasm),
            kilobytes(self.scripts),
            kilobytes(self.wasm + self.scripts),
            kilobytes(LIMIT),
            kilobytes(GOAL),
            kilobytes(self.stylesheet),
            kilobytes(self.parts),
        )
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1024, bytes % 1024 * 10 / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_exact() {
        let below =
            Size { wasm: LIMIT - 11, scripts: 10, stylesheet: 999_999, parts: 999_999, largest_part: PART_LIMIT - 1 };
        assert!(below.check().is_ok());
        assert!(Size { largest_part: PART_LIMIT, ..below }.check().is_err());
        let above = Size { wasm: LIMIT - 10, ..below };
        assert_eq!(
            above.check().unwrap_err().to_string(),
            "the page weighs 730.0 KB over the wire, the limit is 730.0 KB"
        );
    }

    #[test]
    fn a_page_without_files_is_not_small_but_broken() {
        let page = Size { wasm: 10, scripts: 10, stylesheet: 0, parts: 0, largest_part: 0 };
        assert!(Size { wasm: 0, ..page }.check().is_err());
        assert!(Size { scripts: 0, ..page }.check().is_err());
    }
}
