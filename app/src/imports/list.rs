//! The imports as the page knows them. Pure.
//!
//! Invariant: what is known stays when an answer fails.

use crate::api::Failure;
use shared::{
    api::imports::{Import, Imports},
    ids::ImportId,
};

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    imports: Option<Vec<Import>>,
    failure: Option<Failure>,
}

impl Listing {
    /// The imports, the newest first; `None` before they are known.
    pub fn imports(&self) -> Option<&[Import]> {
        self.imports.as_deref()
    }

    /// One of them.
    pub fn import(&self, id: ImportId) -> Option<&Import> {
        self.imports()?.iter().find(|import| import.import_id == id)
    }

    /// Why they are not known.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref().filter(|_| self.imports.is_none())
    }

    /// An answer is here.
    pub fn settle(&mut self, answer: Result<Imports, Failure>) {
        match answer {
            Ok(answer) => *self = Self { imports: Some(answer.imports), failure: None },
            Err(failure) => self.failure = Some(failure),
        }
    }

    /// An import is new, or further than it was.
    pub fn learn(&mut self, import: Import) {
        // Before the list is known nothing is missing in it.
        let Some(imports) = &mut self.imports else { return };
        match imports.iter_mut().find(|known| known.import_id == import.import_id) {
            Some(known) => *known = import,
            None => imports.insert(0, import),
        }
    }

    /// A draft was removed here; the id of the one that takes its place.
    pub fn remove(&mut self, id: ImportId) -> Option<ImportId> {
        let imports = self.imports.as_mut()?;
        let at = imports.iter().position(|import| import.import_id == id)?;
        imports.remove(at);
        imports.get(at).or_else(|| imports.last()).map(|next| next.import_id)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use shared::{
        api::{
            catalogue::AttributeKind,
            imports::{Column, Encoding, FileFormat, ImportStatus, Options},
        },
        time::Instant,
    };

    /// A draft of a file with these columns.
    pub fn draft(id: i64, columns: &[&str]) -> Import {
        let column = |name: &&str| Column {
            name: (*name).into(),
            kind: AttributeKind::Text,
            blanks: 0,
            distinct: 9,
            looked_at: 10,
            samples: Vec::new(),
        };
        Import {
            import_id: ImportId(id),
            name: "People".into(),
            file: "people.csv".into(),
            status: ImportStatus::Draft,
            reverting: false,
            rows: 10,
            done: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            skipped: 0,
            rejected: 0,
            format: FileFormat { encoding: Encoding::Utf8, delimiter: ',' },
            columns: columns.iter().map(column).collect(),
            identify_by: None,
            mapping: Vec::new(),
            options: Options::default(),
            check: None,
            revert: None,
            segment_id: None,
            problem: None,
            can_run: true,
            can_revert: false,
            by: None,
            created_at: Instant(0),
            started: None,
            finished: None,
        }
    }

    #[test]
    fn what_is_known_stays_and_what_is_new_stands_first() {
        let mut listing = Listing::default();
        listing.learn(draft(1, &[]));
        listing.settle(Err(Failure::Network));
        assert_eq!((listing.imports(), listing.failure()), (None, Some(&Failure::Network)));
        listing.settle(Ok(Imports { imports: vec![draft(1, &[])], most_bytes: 9 }));
        listing.settle(Err(Failure::Network));
        assert_eq!(listing.failure(), None);
        listing.learn(draft(2, &[]));
        listing.learn(Import { done: 5, ..draft(1, &[]) });
        let known: Vec<_> = listing.imports().unwrap().iter().map(|import| (import.import_id.0, import.done)).collect();
        assert_eq!(known, [(2, 0), (1, 5)]);
        assert_eq!(listing.remove(ImportId(2)), Some(ImportId(1)));
        assert_eq!((listing.remove(ImportId(2)), listing.remove(ImportId(1))), (None, None));
    }
}
