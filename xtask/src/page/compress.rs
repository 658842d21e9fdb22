//! Compresses the page once and well, so that the server only has to choose a file.

use super::stamp::{files, read};
use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

const COMPRESSIBLE: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Writes `FILE.br` and `FILE.gz` beside every file that gains by it.
pub fn folder(folder: &Path) -> Result<()> {
    let files: Vec<PathBuf> = files(folder)?.into_iter().filter(|file| gains(file)).collect();
    thread::scope(|scope| {
        let workers: Vec<_> = files.iter().map(|file| scope.spawn(|| compress(file))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("compressing panicked"))?)
    })
}

fn gains(file: &Path) -> bool {
    file.extension().and_then(|extension| extension.to_str()).is_some_and(|name| COMPRESSIBLE.contains(&name))
}

fn compress(file: &Path) -> Result<()> {
    let content = read(file)?;
    write(file, "br", &brotli(&content)?)?;
    write(file, "gz", &gzip(&content)?)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters).context("compressing with brotli")?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("compressing with gzip")?;
    encoder.finish().context("compressing with gzip")
}

fn write(file: &Path, extension: &str, content: &[u8]) -> Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    fs::write(&name, content).with_context(|| format!("writing {}", Path::new(&name).display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_compressed_comes_back() {
        let content = b"users and segments ".repeat(100);
        let mut back = Vec::new();
        brotli::Decompressor::new(&*brotli(&content).unwrap(), 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, content);
        back.clear();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap()).read_to_end(&mut back).unwrap();
        assert_eq!(back, content);
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(gains(Path::new("a.wasm")) && gains(Path::new("icons.svg")));
        assert!(!gains(Path::new("a.png")) && !gains(Path::new("a")));
    }
}
