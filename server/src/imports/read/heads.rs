//! What stands above columns.

use super::{cell::unguarded, rows::ReadError};
use csv::StringRecord;
use std::collections::HashSet;

/// Most columns of a file.
pub(super) const MOST_COLUMNS: usize = 500;

/// The names of the columns, each another one: a number follows where a name stands above two, or none does.
///
/// # Errors
/// Where there are too many.
pub(super) fn names(heads: &StringRecord) -> Result<Vec<String>, ReadError> {
    if heads.len() > MOST_COLUMNS {
        let detail = format!("The file has {} columns; {MOST_COLUMNS} is the most.", heads.len());
        return Err(ReadError::File(detail));
    }
    let mut taken = HashSet::new();
    let names = heads.iter().enumerate().map(|(at, head)| {
        let head = unguarded(head).0.replace('\0', " ");
        let head = head.trim();
        let plain = if head.is_empty() { format!("Column {}", at + 1) } else { head.to_owned() };
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain} ({number})");
            number += 1;
        }
        name
    });
    Ok(names.collect())
}

/// What alike names have in common: letters and digits only, in lower case.
pub(in crate::imports) fn key_of(name: &str) -> String {
    shared::text::fold(name).chars().filter(|character| character.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let heads = StringRecord::from(vec!["id", " Name ", "Name", "", "Name (2)", "'=x", "Column 4"]);
        assert_eq!(
            names(&heads).unwrap(),
            ["id", "Name", "Name (2)", "Column 4", "Name (2) (2)", "=x", "Column 4 (2)"]
        );
        assert!(names(&StringRecord::from(vec!["a"; 501])).is_err());
        assert_eq!(key_of("Created_At "), key_of("createdAt"));
    }
}
