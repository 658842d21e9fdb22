//! Rows that are about the same user: the last of them counts.
//!
//! Only identifiers that may stand twice are remembered, so that a file of any length takes some ten megabytes: the
//! first reading marks a bit for each, the second counts those whose bit was marked already.

use super::rows::{ReadError, Rows};
use shared::text::fold;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::Read,
};

/// Bits that the first reading marks, as a power of two.
const BITS: u32 = 27;

/// The last row of each identifier that stands in several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::imports) struct Duplicates(HashMap<u64, u64>);

impl Duplicates {
    /// The later row that is about the same user, if there is one.
    pub(in crate::imports) fn later(&self, hash: u64, row: u64) -> Option<u64> {
        self.0.get(&hash).copied().filter(|last| *last != row)
    }
}

/// What an identifier is known by. `folds` where case does not matter.
pub(in crate::imports) fn identifier_hash(identifier: &str, folds: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    if folds {
        fold(identifier.trim()).hash(&mut hasher);
    } else {
        identifier.hash(&mut hasher);
    }
    hasher.finish()
}

/// Finds them. `again` gives the rows of the file from its beginning, `identifier` that of a row, blank ones being none.
///
/// # Errors
/// When the file cannot be read.
pub(in crate::imports) fn find_duplicates<R: Read>(
    mut again: impl FnMut() -> Result<Rows<R>, ReadError>,
    identifier: impl Fn(&csv::StringRecord) -> Option<u64>,
) -> Result<Duplicates, ReadError> {
    let mut marked = vec![0_u64; 1 << (BITS - 6)];
    let mut twice: HashMap<u64, (u64, u32)> = HashMap::new();
    let mut rows = again()?;
    rows.skip(1)?;
    while let Some(cells) = rows.next_cells()? {
        let Some(hash) = identifier(cells) else { continue };
        let bit = hash >> (64 - BITS);
        let (word, mask) = (&mut marked[usize::try_from(bit >> 6).unwrap_or(0)], 1 << (bit & 63));
        if *word & mask != 0 {
            twice.insert(hash, (0, 0));
        }
        *word |= mask;
    }
    drop(marked);
    if twice.is_empty() {
        return Ok(Duplicates::default());
    }
    let mut rows = again()?;
    rows.skip(1)?;
    let mut number = 1;
    while let Some(cells) = rows.next_cells()? {
        number += 1;
        if let Some(seen) = identifier(cells).and_then(|hash| twice.get_mut(&hash)) {
            *seen = (number, seen.1 + 1);
        }
    }
    Ok(Duplicates(
        twice.into_iter().filter(|(_, (_, times))| *times > 1).map(|(hash, (last, _))| (hash, last)).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::imports::{Encoding, FileFormat};

    #[test]
    fn the_last_row_of_an_identifier_is_known() {
        let mut text = "id\na\nb\nA\nc\nb\n\"\"\n\"\"\nb\n".to_owned();
        (0..50_000).for_each(|number| text.push_str(&format!("n{number}\n")));
        let format = FileFormat { encoding: Encoding::Utf8, delimiter: ',' };
        let hash =
            |cells: &csv::StringRecord| cells.get(0).filter(|id| !id.is_empty()).map(|id| identifier_hash(id, false));
        let found = find_duplicates(|| Ok(Rows::new(text.as_bytes(), format)), hash).unwrap();
        assert_eq!(found, Duplicates([(identifier_hash("b", false), 9)].into()));
        assert_eq!(found.later(identifier_hash("b", false), 3), Some(9));
        assert_eq!(found.later(identifier_hash("b", false), 9), None);
        assert_eq!(found.later(identifier_hash("a", false), 2), None);
        assert_eq!(identifier_hash("A ", true), identifier_hash("a", true));
    }
}
