//! What stands between two cells: of four the one by which the first rows have most alike columns.

use super::rows::Rows;
use shared::api::imports::{DELIMITERS, Encoding, FileFormat};

/// Rows that are looked at.
const LOOKED_AT: usize = 100;

/// Guesses by the first bytes of a file.
pub(super) fn guess(start: &[u8], encoding: Encoding) -> char {
    let mut best = (0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let score = score(start, FileFormat { encoding, delimiter });
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Cells of the heads beyond the first, by rows that have as many.
fn score(start: &[u8], format: FileFormat) -> usize {
    let mut rows = Rows::new(start, format);
    let mut width = None;
    let mut alike = 0;
    // The last row may be cut short.
    while alike < LOOKED_AT {
        let Ok(Some(row)) = rows.next_cells() else { break };
        let width = *width.get_or_insert(row.len());
        alike += usize::from(row.len() == width);
    }
    (width.unwrap_or(1) - 1) * alike
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_that_makes_most_alike_columns_is_taken() {
        let guess = |text: &str| guess(text.as_bytes(), Encoding::Utf8);
        assert_eq!(guess("id,name\n1,Ann\n"), ',');
        assert_eq!(guess("id;name\n1;\"Lee, Ann\"\n2;\"Roe, Bo\"\n"), ';');
        assert_eq!(guess("id\tname\n1\tAnn\n"), '\t');
        assert_eq!(guess("id|name|a,b\n1|Ann|c\n"), '|');
        assert_eq!(guess("id;full name, first\n1;Ann\n2;Bo\n"), ';');
        assert_eq!(guess("id\n1\n"), ',');
        assert_eq!(guess(""), ',');
    }
}
