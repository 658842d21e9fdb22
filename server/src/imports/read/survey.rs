//! What a file holds, found by reading it once from its beginning to its end.

use super::{
    cell::unguarded,
    delimiter, encoding, heads,
    kind::Guess,
    rows::{ReadError, Rows, open},
};
use shared::api::imports::{Column, Encoding, FileFormat};
use std::{
    collections::HashSet,
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Seek},
    path::Path,
};

/// Values whose difference is looked at, over all columns.
const MOST_VALUES: usize = 1_000_000;
/// Rows whose values are looked at, in every column.
const MOST_ROWS: usize = 50_000;
/// Values that are kept over all columns, some 150 MB: beyond it, those that go on stop as well.
const MOST_KEPT: usize = 8_000_000;
/// Rows that samples are taken from, samples of a column, and characters of a sample.
const SAMPLED: (usize, usize, usize) = (200, 3, 80);

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::imports) struct Survey {
    /// How it is written.
    pub(in crate::imports) format: FileFormat,
    /// Its columns, without samples.
    pub(in crate::imports) columns: Vec<Column>,
    /// Its rows, without the heads.
    pub(in crate::imports) rows: u64,
}

struct Seen {
    guess: Guess,
    blanks: u64,
    different: HashSet<u64>,
    looked_at: u64,
    /// Whether it is still seen which values come twice.
    is_compared: bool,
}

/// Reads a file.
///
/// # Errors
/// For what is no CSV or has no rows, in a sentence.
pub(in crate::imports) fn survey(path: &Path) -> Result<Survey, ReadError> {
    survey_as(path, format_of(path)?)
}

/// Reads a file that is written so.
///
/// # Errors
/// For what is no CSV or has no rows, in a sentence.
pub(in crate::imports) fn survey_as(path: &Path, format: FileFormat) -> Result<Survey, ReadError> {
    let mut rows = open(path, format)?;
    let empty = || ReadError::File("The file is empty.".into());
    let names = heads::names(rows.next_cells()?.ok_or_else(empty)?)?;
    let mut seen: Vec<Seen> = names.iter().map(|_| Seen::new()).collect();
    let most = u64::try_from(MOST_ROWS.min(MOST_VALUES / names.len().max(1))).unwrap_or(0);
    let (mut number, mut kept) = (0, 0);
    while let Some(cells) = rows.next_cells()? {
        if number == most {
            // What may say who a row is about is compared to the end.
            seen.iter_mut().for_each(Seen::go_on_where_nothing_came_twice);
        }
        if number >= most && kept > MOST_KEPT {
            seen.iter_mut().for_each(|column| column.is_compared = false);
        }
        number += 1;
        for (at, column) in seen.iter_mut().enumerate() {
            kept += usize::from(column.look_at(cells.get(at).unwrap_or_default()));
        }
    }
    if number == 0 {
        return Err(ReadError::File("The file has heads, and no rows below them.".into()));
    }
    let column = |(name, seen): (String, Seen)| Column {
        name,
        kind: seen.guess.kind(),
        blanks: seen.blanks,
        distinct: seen.different.len() as u64,
        looked_at: seen.looked_at,
        samples: Vec::new(),
    };
    Ok(Survey { format, columns: names.into_iter().zip(seen).map(column).collect(), rows: number })
}

impl Seen {
    fn new() -> Self {
        Self { guess: Guess::ANYTHING, blanks: 0, different: HashSet::new(), looked_at: 0, is_compared: true }
    }

    /// Looks at a cell, and tells whether its value was kept.
    fn look_at(&mut self, cell: &str) -> bool {
        let (text, is_guarded) = unguarded(cell);
        if text.trim().is_empty() {
            self.blanks += 1;
            return false;
        }
        self.guess.look_at(text, is_guarded);
        if !self.is_compared {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        self.looked_at += 1;
        self.different.insert(hasher.finish())
    }

    fn go_on_where_nothing_came_twice(&mut self) {
        self.is_compared = self.looked_at == self.different.len() as u64;
    }
}

fn format_of(path: &Path) -> Result<FileFormat, ReadError> {
    let mut file = File::open(path)?;
    let mut start = Vec::with_capacity(encoding::START);
    file.by_ref().take(encoding::START as u64).read_to_end(&mut start)?;
    let encoding = match encoding::guess(&start).map_err(ReadError::File)? {
        Some(encoding) => encoding,
        None => {
            file.rewind()?;
            if encoding::is_utf8(&mut file)? { Encoding::Utf8 } else { Encoding::Windows1252 }
        }
    };
    Ok(FileFormat { encoding, delimiter: delimiter::guess(&start, encoding) })
}

/// A few values of each column, from the beginning of the file.
///
/// # Errors
/// When it cannot be read.
pub(in crate::imports) fn samples(
    path: &Path,
    format: FileFormat,
    columns: usize,
) -> Result<Vec<Vec<String>>, ReadError> {
    let (most_rows, most, longest) = SAMPLED;
    let mut rows: Rows<File> = open(path, format)?;
    rows.skip(1)?;
    let mut samples = vec![Vec::new(); columns];
    for _ in 0..most_rows {
        let Some(cells) = rows.next_cells()? else { break };
        for (cell, samples) in cells.iter().zip(&mut samples) {
            let (text, _) = unguarded(cell);
            let sample: String = text.chars().filter(|character| *character != '\0').take(longest).collect();
            if samples.len() < most && !sample.trim().is_empty() && !samples.contains(&sample) {
                samples.push(sample);
            }
        }
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::catalogue::AttributeKind;
    use std::io::Write;

    fn surveyed(bytes: &[u8]) -> Result<Survey, String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        survey(file.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_is_looked_at_once() {
        let text = "id;seats;note\r\n1;5;\"a\r\nb\"\r\n2;;c\r\n2;7\r\n";
        let survey = surveyed(text.as_bytes()).unwrap();
        assert_eq!((survey.rows, survey.format.delimiter), (3, ';'));
        let told: Vec<_> = survey
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.kind, column.blanks, column.distinct, column.looked_at))
            .collect();
        assert_eq!(
            told,
            [
                ("id", AttributeKind::Number, 0, 2, 3),
                ("seats", AttributeKind::Number, 1, 2, 2),
                ("note", AttributeKind::Text, 1, 2, 2),
            ]
        );
    }

    #[test]
    fn what_may_identify_is_compared_to_the_end() {
        let mut text = String::from("id,plan,mail\n");
        for row in 0..MOST_ROWS + 10 {
            text.push_str(&format!("{row},pro,{}@example.com\n", row.min(MOST_ROWS + 7)));
        }
        let survey = surveyed(text.as_bytes()).unwrap();
        let told: Vec<_> = survey.columns.iter().map(|column| (column.distinct, column.looked_at)).collect();
        let (early, all) = (MOST_ROWS as u64, survey.rows);
        assert_eq!(told, [(all, all), (1, early), (all - 2, all)]);
    }

    #[test]
    fn a_file_that_is_no_csv_is_told() {
        assert_eq!(surveyed(b"").unwrap_err(), "The file is empty.");
        assert_eq!(surveyed(b"\n\n").unwrap_err(), "The file is empty.");
        assert_eq!(surveyed(b"id,name\n").unwrap_err(), "The file has heads, and no rows below them.");
        assert!(surveyed(b"PK\x03\x04").unwrap_err().contains("Save the sheet as CSV"));
        let wide = format!("{}\n1\n", "a,".repeat(500));
        assert_eq!(surveyed(wide.as_bytes()).unwrap_err(), "The file has 501 columns; 500 is the most.");
        assert_eq!(surveyed(b"name\nZo\xeb\n").unwrap().format.encoding, Encoding::Windows1252);
    }
}
