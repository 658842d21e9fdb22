//! What is chosen for an import. Pure.
//!
//! Invariant: the mapping has every column but the one that identifies, in the file's order, as the server keeps it: its
//! pointers fit.

use shared::api::{
    catalogue::AttributeKind,
    imports::{Column, IdentifyBy, IdentityKind, Import, ImportChanges, Mapping, Options},
};

const EMAIL: &str = "property:email";

/// The choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The column that says which user a row is about.
    pub identify_by: Option<IdentifyBy>,
    /// Where the others go.
    pub mapping: Vec<Mapping>,
    /// What may happen.
    pub options: Options,
}

impl Sheet {
    /// The choices that the server has.
    pub fn of(import: &Import) -> Self {
        let Import { identify_by, mapping, options, .. } = import.clone();
        Self { identify_by, mapping, options }
    }

    /// As the server takes them.
    pub fn changes(&self) -> ImportChanges {
        let Self { identify_by, mapping, options } = self.clone();
        ImportChanges { identify_by, mapping: Some(mapping), options: Some(options), ..ImportChanges::default() }
    }

    /// Another column identifies, or the same as something else. The one that did goes among the others; an e-mail that
    /// identifies is set by no other column.
    pub fn identify(&mut self, columns: &[Column], by: IdentifyBy) {
        let before = self.identify_by.take();
        self.mapping.retain(|mapping| mapping.column != by.column);
        let is_email = by.identity == IdentityKind::Email;
        if is_email {
            for mapping in self.mapping.iter_mut().filter(|mapping| mapping.to.as_deref() == Some(EMAIL)) {
                (mapping.to, mapping.suggested) = (None, false);
            }
        }
        if let Some(before) = before.filter(|before| before.column != by.column) {
            let is_free = !self.mapping.iter().any(|mapping| mapping.to.as_deref() == Some(EMAIL));
            let was_email = before.identity == IdentityKind::Email && !is_email && is_free;
            let to = was_email.then(|| EMAIL.to_owned());
            self.mapping.push(Mapping { column: before.column, suggested: to.is_some(), to, kind: None });
            let place = |name: &str| columns.iter().position(|column| column.name == name);
            self.mapping.sort_by_key(|mapping| place(&mapping.column));
        }
        self.identify_by = Some(by);
    }

    /// A column goes somewhere else, or nowhere.
    pub fn send(&mut self, at: usize, to: Option<String>) {
        if let Some(mapping) = self.mapping.get_mut(at) {
            *mapping = Mapping { column: std::mem::take(&mut mapping.column), to, kind: None, suggested: false };
        }
    }

    /// The values of a column are of another kind.
    pub fn set_kind(&mut self, at: usize, kind: AttributeKind) {
        if let Some(mapping) = self.mapping.get_mut(at) {
            mapping.kind = Some(kind);
        }
    }

    /// What contradicts what, by the column's place: two columns cannot set the same value.
    pub fn conflict(&self, at: usize) -> Option<String> {
        let mapping = self.mapping.get(at)?;
        mapping.to.as_ref()?;
        let mut others = self.mapping.iter().enumerate().filter(|(other, with)| *other != at && with.to == mapping.to);
        let (_, other) = others.next()?;
        Some(format!("“{}” goes there, too: two columns cannot set the same value.", other.column))
    }

    /// The first column that contradicts another.
    pub fn first_conflict(&self) -> Option<usize> {
        (0..self.mapping.len()).find(|at| self.conflict(*at).is_some())
    }

    /// Makes an attribute of each column that goes nowhere, unless another column goes there; how many.
    pub fn create_left_out(&mut self) -> usize {
        let mut made = 0;
        for at in 0..self.mapping.len() {
            let to = format!("attribute:{}", self.mapping[at].column.trim());
            let is_free = !self.mapping.iter().any(|mapping| mapping.to.as_ref() == Some(&to));
            if self.mapping[at].to.is_none() && is_free {
                self.send(at, Some(to));
                made += 1;
            }
        }
        made
    }

    /// The columns that go nowhere.
    pub fn left_out(&self) -> Vec<String> {
        self.mapping.iter().filter(|mapping| mapping.to.is_none()).map(|mapping| mapping.column.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::list::tests::draft;
    use super::*;

    fn by(column: &str, identity: IdentityKind) -> IdentifyBy {
        IdentifyBy { column: column.into(), identity }
    }

    fn sheet(pairs: &[(&str, Option<&str>)]) -> Sheet {
        let mapping = pairs.iter().map(|(column, to)| Mapping {
            column: (*column).into(),
            to: to.map(str::to_owned),
            kind: None,
            suggested: false,
        });
        Sheet { mapping: mapping.collect(), ..Sheet::default() }
    }

    fn told(sheet: &Sheet) -> Vec<(&str, Option<&str>)> {
        sheet.mapping.iter().map(|mapping| (mapping.column.as_str(), mapping.to.as_deref())).collect()
    }

    #[test]
    fn the_column_that_identifies_is_not_among_the_others() {
        let import = draft(1, &["mail", "id", "other mail", "city"]);
        let mut sheet =
            sheet(&[("mail", None), ("id", None), ("other mail", Some(EMAIL)), ("city", Some("attribute:city"))]);
        sheet.identify(&import.columns, by("mail", IdentityKind::Email));
        assert_eq!(told(&sheet), [("id", None), ("other mail", None), ("city", Some("attribute:city"))]);
        sheet.identify(&import.columns, by("id", IdentityKind::UserId));
        assert_eq!(told(&sheet)[..2], [("mail", Some(EMAIL)), ("other mail", None)]);
        assert!(sheet.mapping[0].suggested);
        sheet.identify(&import.columns, by("id", IdentityKind::Email));
        assert_eq!(told(&sheet)[..2], [("mail", None), ("other mail", None)]);
        sheet.identify(&import.columns, by("city", IdentityKind::UserId));
        assert_eq!(told(&sheet)[..2], [("mail", None), ("id", Some(EMAIL))]);
        assert_eq!(sheet.changes().identify_by, Some(by("city", IdentityKind::UserId)));
    }

    #[test]
    fn two_columns_cannot_set_the_same_value() {
        let mut sheet = sheet(&[("a", Some("attribute:x")), ("b", None), ("c", None)]);
        assert_eq!((sheet.first_conflict(), sheet.left_out()), (None, vec!["b".to_owned(), "c".to_owned()]));
        sheet.send(2, Some("attribute:x".into()));
        sheet.set_kind(2, AttributeKind::Number);
        assert_eq!(sheet.mapping[2].kind, Some(AttributeKind::Number));
        assert!(sheet.conflict(0).unwrap().starts_with("“c”") && sheet.conflict(2).unwrap().starts_with("“a”"));
        assert_eq!((sheet.first_conflict(), sheet.conflict(1)), (Some(0), None));
        sheet.send(2, None);
        assert_eq!((sheet.first_conflict(), sheet.mapping[2].kind), (None, None));
        sheet.send(1, Some("attribute:c".into()));
        assert_eq!((sheet.create_left_out(), sheet.left_out()), (0, vec!["c".to_owned()]));
        sheet.send(1, None);
        assert_eq!((sheet.create_left_out(), sheet.left_out()), (2, Vec::new()));
    }
}
