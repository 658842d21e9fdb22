//! The rows of a file, one after the other.

use super::encoding::{Decoding, RowTooLong};
use csv::StringRecord;
use shared::api::imports::FileFormat;
use std::{fs::File, io::Read, path::Path};

/// Why a file cannot be read, or not any further.
#[derive(Debug, thiserror::Error)]
pub(in crate::imports) enum ReadError {
    /// It is not as it should be; in a sentence.
    #[error("{0}")]
    File(String),
    /// The disk does not give it.
    #[error("the file could not be read")]
    Disk(#[from] std::io::Error),
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::imports) struct Row {
    /// Its number as a spreadsheet counts: the heads are row 1.
    pub(in crate::imports) number: u64,
    /// Its cells.
    pub(in crate::imports) cells: StringRecord,
}

/// Rows that are read as they are asked for.
pub(in crate::imports) struct Rows<R> {
    reader: csv::Reader<Decoding<R>>,
    cells: StringRecord,
    /// Rows so far, the heads among them.
    read: u64,
}

/// The rows of a file, the heads first.
///
/// # Errors
/// When it cannot be opened.
pub(in crate::imports) fn open(path: &Path, format: FileFormat) -> std::io::Result<Rows<File>> {
    Ok(Rows::new(File::open(path)?, format))
}

impl<R: Read> Rows<R> {
    pub(super) fn new(file: R, format: FileFormat) -> Self {
        // The delimiters on offer are all ASCII.
        let delimiter = u8::try_from(format.delimiter).unwrap_or(b',');
        let mut builder = csv::ReaderBuilder::new();
        let builder = builder.has_headers(false).flexible(true).delimiter(delimiter);
        let reader = builder.from_reader(Decoding::new(file, format.encoding));
        Self { reader, cells: StringRecord::new(), read: 0 }
    }

    /// The cells of the next row; lines without anything are none.
    pub(in crate::imports) fn next_cells(&mut self) -> Result<Option<&StringRecord>, ReadError> {
        self.reader.get_mut().begin_row();
        match self.reader.read_record(&mut self.cells) {
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(error) => return Err(self.told(error)),
        }
        self.read += 1;
        Ok(Some(&self.cells))
    }

    /// The next row.
    pub(in crate::imports) fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let cells = self.next_cells()?.cloned();
        Ok(cells.map(|cells| Row { number: self.read, cells }))
    }

    /// Passes over so many rows.
    pub(in crate::imports) fn skip(&mut self, rows: u64) -> Result<(), ReadError> {
        for _ in 0..rows {
            if self.next_cells()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn told(&self, error: csv::Error) -> ReadError {
        let number = self.read + 1;
        match error.into_kind() {
            csv::ErrorKind::Io(inner) if inner.get_ref().is_some_and(|inner| inner.is::<RowTooLong>()) => {
                ReadError::File(format!(
                    "Row {number} goes on for more than a megabyte. Perhaps a quotation mark in it has no end."
                ))
            }
            csv::ErrorKind::Io(inner) => ReadError::Disk(inner),
            _ => ReadError::File(format!("Row {number} cannot be read.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng, seq::IndexedRandom};
    use rand_chacha::ChaCha8Rng;
    use shared::api::imports::Encoding;

    fn read(bytes: &[u8], delimiter: char) -> Result<Vec<Vec<String>>, ReadError> {
        let mut rows = Rows::new(bytes, FileFormat { encoding: Encoding::Utf8, delimiter });
        let mut all = Vec::new();
        while let Some(row) = rows.next_row()? {
            all.push(row.cells.iter().map(str::to_owned).collect());
        }
        Ok(all)
    }

    /// As RFC 4180 writes it.
    fn written(rows: &[Vec<String>], delimiter: char, end: &str) -> String {
        let cell = |cell: &String| {
            let is_quoted = cell.is_empty() || cell.contains(['"', '\n', '\r', delimiter]);
            if is_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
        rows.iter().map(|row| line(row) + end).collect()
    }

    #[test]
    fn whatever_is_written_reads_back() {
        let pieces = ["a", "\"", ",", ";", "\n", "\r\n", "'", "=", " ", "é", "𝄞", "\t", "|", "\r", "=1+1"];
        for seed in 0..400 {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let width = chance.random_range(1..6);
            let mut cell =
                || -> String { (0..chance.random_range(0..5)).map(|_| *pieces.choose(&mut chance).unwrap()).collect() };
            let rows: Vec<Vec<String>> = (0..8).map(|_| (0..width).map(|_| cell()).collect()).collect();
            for delimiter in [',', ';', '\t', '|'] {
                for end in ["\n", "\r\n", "\r"] {
                    let text = written(&rows, delimiter, end);
                    assert_eq!(read(text.as_bytes(), delimiter).unwrap(), rows, "seed {seed}: {text:?}");
                }
            }
        }
    }

    #[test]
    fn damaged_files_give_rows_or_a_reason() {
        let good =
            "id,name,note\r\n1,\"Lee, Ann\",\"two\r\nlines\"\r\n2,Bo,\"say \"\"hi\"\"\"\r\n".repeat(4).into_bytes();
        let mutations = std::env::var("ROLLCALL_TEST_MUTATIONS").ok().and_then(|text| text.parse().ok());
        for seed in 0..mutations.unwrap_or(4_000) {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let mut bytes = good.clone();
            for _ in 0..chance.random_range(1..8) {
                let at = chance.random_range(0..bytes.len());
                match chance.random_range(0..3) {
                    0 => bytes[at] = chance.random(),
                    1 => {
                        bytes.remove(at);
                    }
                    _ => bytes.insert(at, *b"\",\n\r;\0\xff\xfe".choose(&mut chance).unwrap()),
                }
            }
            bytes.truncate(chance.random_range(0..=bytes.len()));
            for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252] {
                let mut rows = Rows::new(&bytes[..], FileFormat { encoding, delimiter: ',' });
                let mut read = 0;
                while let Ok(Some(row)) = rows.next_row() {
                    read += 1;
                    assert_eq!(row.number, read, "seed {seed}");
                }
                assert!(read <= bytes.len() as u64 + 1, "seed {seed}");
            }
        }
    }

    #[test]
    fn a_quote_without_an_end_is_told() {
        let text = format!("id\n1\n\"{}", "x,\n".repeat(500_000));
        let error = read(text.as_bytes(), ',').unwrap_err();
        assert!(error.to_string().starts_with("Row 3 goes on"), "{error}");
    }
}
