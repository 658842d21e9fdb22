//! What the compiled app and its scripts weigh over the wire. The goal is 350 KB. The builder of filters, profiles, tags,
//! bulk work and segments have taken the page far above it; the limit stands close to where it is, so that what is added
//! from here on has to be made room for.

use super::stamp::files;
use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::Path;

/// What wasm and JavaScript are to weigh together, compressed with brotli.
const GOAL: u64 = 350 * 1024;
/// What they may weigh until they are that small.
const LIMIT: u64 = 860 * 1024;

/// Bytes that a browser fetches before the page is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    wasm: u64,
    scripts: u64,
    stylesheet: u64,
}

impl Size {
    /// Adds up the compressed files of `assets`.
    pub fn of(dist: &Path) -> Result<Size> {
        let mut size = Size { wasm: 0, scripts: 0, stylesheet: 0 };
        for file in files(&dist.join("assets"))? {
            let bytes = fs::metadata(&file).with_context(|| format!("looking at {}", file.display()))?.len();
            let name = file.to_string_lossy();
            if name.ends_with(".wasm.br") {
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
        Ok(())
    }
}

impl fmt::Display for Size {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "page over the wire (brotli): wasm {} + scripts {} = {} (limit {}, goal {}); stylesheet {}",
            kilobytes(self.wasm),
            kilobytes(self.scripts),
            kilobytes(self.wasm + self.scripts),
            kilobytes(LIMIT),
            kilobytes(GOAL),
            kilobytes(self.stylesheet),
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
        let below = Size { wasm: LIMIT - 11, scripts: 10, stylesheet: 999_999 };
        assert!(below.check().is_ok());
        let above = Size { wasm: LIMIT - 10, ..below };
        assert_eq!(
            above.check().unwrap_err().to_string(),
            "the page weighs 860.0 KB over the wire, the limit is 860.0 KB"
        );
    }

    #[test]
    fn a_page_without_files_is_not_small_but_broken() {
        assert!(Size { wasm: 0, scripts: 10, stylesheet: 0 }.check().is_err());
        assert!(Size { wasm: 10, scripts: 0, stylesheet: 0 }.check().is_err());
    }
}
