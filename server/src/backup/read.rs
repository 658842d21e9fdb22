//! Reading a backup: line by line, and refusing whatever is not exactly as it was written.

use super::{
    error::{Error, Result},
    format::{Beginning, Ending, FORMAT, Head, Kind, Mark, Seal, read},
};
use crate::db::{Database, Value};
use flate2::bufread::GzDecoder;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

/// Most bytes of a line; a row of ours is far from it, and a damaged file shall not fill the memory.
const LONGEST: u64 = 64 << 20;

/// What comes next in a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// The rows of a table follow.
    Table(Beginning),
    /// A row of it.
    Row(Vec<Value>),
    /// All rows of it were read.
    End,
}

/// Reads a file from its head to its seal.
pub(super) struct Reader {
    lines: BufReader<GzDecoder<BufReader<File>>>,
    digest: Sha256,
    line: Vec<u8>,
    head: Head,
    tables: BTreeMap<String, u64>,
    /// The table whose rows are being read, and how many there were.
    within: Option<(Beginning, u64)>,
    is_sealed: bool,
}

/// The first line of a file.
///
/// # Errors
/// When it is no backup.
pub(super) fn head(path: &Path) -> Result<Head> {
    Ok(Reader::open(path)?.head)
}

/// Reads a whole file and gives its head and the number of rows of each table.
///
/// # Errors
/// When it is no backup, damaged, or of a version that this program does not know.
pub fn check(path: &Path) -> Result<(Head, BTreeMap<String, u64>)> {
    let mut reader = Reader::open(path)?;
    while reader.next()?.is_some() {}
    Ok((reader.head, reader.tables))
}

impl Reader {
    /// Opens a file and reads its head.
    ///
    /// # Errors
    /// When it is no backup of a version that this program knows.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut file = BufReader::with_capacity(64 << 10, File::open(path)?);
        if !file.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
            return Err(Error::NotABackup);
        }
        let lines = BufReader::with_capacity(64 << 10, GzDecoder::new(file));
        let head = Head {
            rollcall_backup: 0,
            schema: 0,
            made: shared::time::Instant(0),
            version: String::new(),
            database: String::new(),
        };
        let (digest, tables) = (Sha256::new(), BTreeMap::new());
        let mut reader = Self { lines, digest, line: Vec::new(), head, tables, within: None, is_sealed: false };
        reader.read_line()?;
        let head: serde_json::Value = serde_json::from_slice(&reader.line).map_err(|_| Error::NotABackup)?;
        match head["rollcall_backup"].as_u64() {
            None => return Err(Error::NotABackup),
            Some(FORMAT) => {}
            Some(other) => return Err(Error::OtherFormat(other)),
        }
        reader.head = serde_json::from_value(head).map_err(|_| Error::Damaged("its head cannot be read".into()))?;
        let (theirs, ours) = (reader.head.schema, Database::latest_step());
        match theirs {
            ..1 => Err(Error::Damaged("its head names no schema".into())),
            _ if theirs > ours => Err(Error::Newer { theirs, ours }),
            _ => Ok(reader),
        }
    }

    /// The next piece; `None` at the end, once everything was as it should be.
    ///
    /// # Errors
    /// When something is not.
    pub(super) fn next(&mut self) -> Result<Option<Piece>> {
        if self.is_sealed {
            return Ok(None);
        }
        let before = self.digest.clone();
        self.read_line()?;
        if let Some((beginning, rows)) = self.within.as_mut().filter(|_| self.line.first() == Some(&b'[')) {
            *rows += 1;
            return match row(&self.line, &beginning.columns) {
                Some(values) => Ok(Some(Piece::Row(values))),
                None => Err(Error::Damaged(format!("row {rows} of {} is not as its columns are", beginning.table))),
            };
        }
        let mark: Mark = serde_json::from_slice(&self.line).map_err(|_| damaged("a line cannot be read"))?;
        match (mark, self.within.take()) {
            (Mark::Beginning(beginning), None) if !self.tables.contains_key(&beginning.table) => {
                self.within = Some((beginning.clone(), 0));
                Ok(Some(Piece::Table(beginning)))
            }
            (Mark::Ending(Ending { rows }), Some((beginning, read))) if rows == read => {
                self.tables.insert(beginning.table, rows);
                Ok(Some(Piece::End))
            }
            (Mark::Ending(_), Some((beginning, _))) => {
                Err(Error::Damaged(format!("{} has more or fewer rows than it should", beginning.table)))
            }
            (Mark::Seal(seal), None) => {
                self.close(&seal, before)?;
                Ok(None)
            }
            (Mark::Beginning(_) | Mark::Ending(_) | Mark::Seal(_), _) => Err(damaged("its lines are out of order")),
        }
    }

    fn read_line(&mut self) -> Result<()> {
        self.line.clear();
        let read = (&mut self.lines).take(LONGEST).read_until(b'\n', &mut self.line).map_err(as_damage)?;
        if read == 0 || self.line.last() != Some(&b'\n') {
            return Err(damaged("it ends too soon"));
        }
        self.digest.update(&self.line);
        Ok(())
    }

    /// Compares what was read with the last line, behind which there is nothing.
    fn close(&mut self, seal: &Seal, before: Sha256) -> Result<()> {
        if seal.tables != self.tables {
            return Err(damaged("its tables are not those that it should have"));
        }
        if seal.sha256 != hex::encode(before.finalize()) {
            return Err(damaged("its digest is another"));
        }
        // The end of the compressed bytes has a sum of its own, and is the end of the file.
        let is_end = self.lines.fill_buf().map_err(as_damage)?.is_empty();
        if !is_end || !self.lines.get_mut().get_mut().fill_buf()?.is_empty() {
            return Err(damaged("something follows its end"));
        }
        self.is_sealed = true;
        Ok(())
    }
}

fn damaged(why: &str) -> Error {
    Error::Damaged(why.into())
}

/// What the decoder says of bytes that are not as they were written; the disk's own failures stay what they are.
fn as_damage(error: std::io::Error) -> Error {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData => damaged("its bytes are not as they were written"),
        ErrorKind::UnexpectedEof => damaged("it ends too soon"),
        _ => Error::Disk(error),
    }
}

fn row(line: &[u8], columns: &[(String, Kind)]) -> Option<Vec<Value>> {
    let values: Vec<serde_json::Value> = serde_json::from_slice(line).ok()?;
    if values.len() != columns.len() {
        return None;
    }
    values.into_iter().zip(columns).map(|(value, (_, kind))| read(value, *kind)).collect()
}
