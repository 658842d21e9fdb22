//! A list that comes in pages, newest first.
//!
//! Invariant: entries are in their order and none is there twice, however pages and newer first pages come together.

use shared::page::Cursor;
use std::cmp::Reverse;

/// An entry with its place among all.
pub trait Placed {
    /// Later entries have larger places.
    fn place(&self) -> (i64, i64, u8);
}

/// What of a list is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Paged<T> {
    /// Its entries, newest first.
    pub entries: Vec<T>,
    /// Where it goes on.
    pub next: Option<Cursor>,
}

impl<T: Placed> Paged<T> {
    /// Adds the page that follows.
    pub fn followed_by(mut self, page: Self) -> Self {
        let last = self.entries.last().map(Placed::place);
        self.entries.extend(page.entries.into_iter().filter(|entry| last.is_none_or(|last| entry.place() < last)));
        Self { entries: self.entries, next: page.next }
    }

    /// Takes the first page as it is now. Of what was known stays what is older than it.
    pub fn begun_by(self, first: Self) -> Self {
        let Some(end) = first.entries.last().map(|entry| Reverse(entry.place())) else { return first };
        let older: Vec<T> = self.entries.into_iter().filter(|entry| Reverse(entry.place()) > end).collect();
        if first.next.is_none() || older.is_empty() {
            return first;
        }
        Self { entries: first.entries.into_iter().chain(older).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Placed for i64 {
        fn place(&self) -> (i64, i64, u8) {
            (*self, 0, 0)
        }
    }

    fn page(entries: &[i64], next: &str) -> Paged<i64> {
        Paged { entries: entries.to_vec(), next: (!next.is_empty()).then(|| Cursor(next.into())) }
    }

    #[test]
    fn pages_follow_one_another() {
        assert_eq!(page(&[9, 8], "a").followed_by(page(&[7, 6], "b")), page(&[9, 8, 7, 6], "b"));
        assert_eq!(page(&[9, 8], "a").followed_by(page(&[8, 7], "")), page(&[9, 8, 7], ""));
    }

    #[test]
    fn a_newer_first_page_keeps_what_is_older() {
        let known = page(&[9, 8, 7, 6], "b");
        assert_eq!(known.clone().begun_by(page(&[10, 9], "a")), page(&[10, 9, 8, 7, 6], "b"));
        assert_eq!(known.clone().begun_by(page(&[10, 9, 8], "")), page(&[10, 9, 8], ""), "the rest is gone");
        assert_eq!(page(&[9, 8], "a").begun_by(page(&[9, 8], "a")), page(&[9, 8], "a"));
        assert_eq!(known.begun_by(page(&[], "")), page(&[], ""));
    }
}
