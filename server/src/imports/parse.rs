//! One row, as far as it can be understood without knowing any user.

use super::{
    plan::{Course, Target, To},
    read::{Duplicates, Row, identifier_hash, native_value, unguarded, value},
};
use crate::ingest::{AttributeValue, NativeContent, NativeKey, external_key};
use csv::StringRecord;
use shared::{
    api::{
        catalogue::AttributeKind,
        imports::{IdentityKind, RowOutcome},
    },
    text::fold,
};

/// Most characters of an identifier.
const LONGEST_ID: usize = 255;
/// Characters of a cell that a reason shows.
const SHOWN: usize = 40;

/// A row that says something of a user.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parsed {
    pub(super) number: u64,
    /// As it stands in the file.
    pub(super) identifier: String,
    /// `user:` and the id, or `email:` and the folded address.
    pub(super) key: String,
    /// What each target gets, by their order; `None` for an empty cell.
    pub(super) values: Vec<Option<Cell>>,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Property(NativeKey, NativeContent),
    Attribute(AttributeValue),
}

/// Why a row is left out or rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) outcome: RowOutcome,
    /// What many rows have in common.
    pub(super) cause: String,
    /// The same with this row's words.
    pub(super) reason: String,
    /// Whether the row is about somebody of whom nothing may be kept.
    pub(super) is_of_the_deleted: bool,
}

impl Reason {
    pub(super) fn skipped(cause: &str, reason: String) -> Self {
        Self { outcome: RowOutcome::Skipped, cause: cause.into(), reason, is_of_the_deleted: false }
    }

    pub(super) fn rejected(cause: String, reason: String) -> Self {
        Self { outcome: RowOutcome::Rejected, cause, reason, is_of_the_deleted: false }
    }

    fn plain(outcome: RowOutcome, cause: String) -> Self {
        Self { outcome, reason: cause.clone(), cause, is_of_the_deleted: false }
    }
}

/// The identifier of a row, as it is compared with those of others; `None` for a blank one.
pub(super) fn hash_of(course: &Course, cells: &StringRecord) -> Option<u64> {
    let (text, _) = unguarded(cells.get(course.column)?);
    let folds = match course.identity {
        IdentityKind::UserId => false,
        IdentityKind::Email => true,
    };
    (!text.trim().is_empty()).then(|| identifier_hash(text, folds))
}

/// Reads a row, or tells why it is not to be taken.
pub(super) fn parse(course: &Course, duplicates: &Duplicates, row: &Row) -> Result<Parsed, Reason> {
    if row.cells.iter().all(|cell| cell.trim().is_empty()) {
        return Err(Reason::plain(RowOutcome::Skipped, "The row is empty.".into()));
    }
    if row.cells.len() != course.width {
        let cause = "The row has more or fewer cells than the heads.".into();
        let reason = format!("The row has {} cells, the heads have {}.", row.cells.len(), course.width);
        return Err(Reason::rejected(cause, reason));
    }
    let (identifier, key) = identifier(course, row)?;
    let later = hash_of(course, &row.cells).and_then(|hash| duplicates.later(hash, row.number));
    if let Some(later) = later {
        let reason = format!("Row {later} is about the same user; the last one counts.");
        return Err(Reason::skipped("A later row is about the same user.", reason));
    }
    let values = course.targets.iter().map(|target| cell(target, &row.cells)).collect::<Result<_, _>>()?;
    Ok(Parsed { number: row.number, identifier: identifier.to_owned(), key, values })
}

fn identifier<'r>(course: &Course, row: &'r Row) -> Result<(&'r str, String), Reason> {
    let name = course.identifier_name();
    let (text, _) = unguarded(row.cells.get(course.column).unwrap_or_default());
    let rejected = |cause: String| Reason::plain(RowOutcome::Rejected, cause);
    if text.trim().is_empty() {
        return Err(rejected(format!("The {name} is empty.")));
    }
    if text.contains('\0') || text.chars().count() > LONGEST_ID {
        return Err(rejected(format!("The {name} has more than {LONGEST_ID} characters, or NUL among them.")));
    }
    match course.identity {
        IdentityKind::UserId => Ok((text, external_key(text))),
        IdentityKind::Email => {
            let email = text.trim();
            if !is_email(email) {
                let reason = format!("“{}” is not an e-mail address.", shown(email));
                return Err(Reason::rejected("The e-mail is not an e-mail address.".into(), reason));
            }
            Ok((email, email_key(email)))
        }
    }
}

/// The key by which an address is known, without case.
pub(super) fn email_key(email: &str) -> String {
    format!("email:{}", fold(email.trim()))
}

/// Something before one `@` and something behind it, without spaces.
fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

fn cell(target: &Target, cells: &StringRecord) -> Result<Option<Cell>, Reason> {
    let (text, _) = unguarded(cells.get(target.column).unwrap_or_default());
    let read = match &target.to {
        _ if text.is_empty() => return Ok(None),
        To::Property(key) => native_value(*key, text).map(|content| Cell::Property(*key, content)),
        // Spaces are a value of texts alone.
        To::Attribute { kind, .. } if *kind != AttributeKind::Text && text.trim().is_empty() => return Ok(None),
        To::Attribute { kind, .. } => value(*kind, text).map(Cell::Attribute),
    };
    read.map(Some).map_err(|what| {
        let name = shown(&target.name);
        Reason::rejected(format!("A value in “{name}” {what}."), format!("“{}” in “{name}” {what}.", shown(text)))
    })
}

/// The beginning of a text.
pub(super) fn shown(text: &str) -> String {
    let plain: String = text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.len() < text.len() { format!("{plain}…") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::imports::Options;

    fn course(identity: IdentityKind) -> Course {
        let seats = To::Attribute { key: "seats".into(), kind: AttributeKind::Number };
        let targets = vec![
            Target { column: 1, name: "Seats".into(), to: seats },
            Target { column: 2, name: "Name".into(), to: To::Property(NativeKey::Name) },
        ];
        Course { identity, column: 0, width: 3, targets, options: Options::default() }
    }

    fn read(identity: IdentityKind, cells: &[&str]) -> Result<Parsed, String> {
        let row = Row { number: 2, cells: cells.to_vec().into() };
        parse(&course(identity), &Duplicates::default(), &row).map_err(|reason| reason.reason)
    }

    #[test]
    fn a_row_is_read_or_has_a_reason() {
        let parsed = read(IdentityKind::UserId, &["'-7", "5", "'=Ann"]).unwrap();
        assert_eq!((parsed.identifier.as_str(), parsed.key.as_str()), ("-7", "user:-7"));
        let name = Cell::Property(NativeKey::Name, NativeContent::Text("=Ann".into()));
        assert_eq!(parsed.values[1], Some(name));
        assert_eq!(read(IdentityKind::UserId, &["7", " ", ""]).unwrap().values, [None, None]);
        assert_eq!(read(IdentityKind::Email, &[" Ann@Example.com ", "", ""]).unwrap().key, "email:ann@example.com");
        let reason = |cells: &[&str]| read(IdentityKind::UserId, cells).unwrap_err();
        assert_eq!(reason(&["7", "5"]), "The row has 2 cells, the heads have 3.");
        assert_eq!(reason(&["", " ", ""]), "The row is empty.");
        assert_eq!(reason(&[" ", "5", ""]), "The user id is empty.");
        assert_eq!(reason(&["7", "five", ""]), "“five” in “Seats” is not a number.");
        assert!(reason(&[&"x".repeat(256), "", ""]).contains("255"));
        assert!(reason(&["7", "", &"x".repeat(701)]).ends_with("x…” in “Name” has more than 700 characters."));
        assert_eq!(read(IdentityKind::Email, &["a@b@c", "", ""]).unwrap_err(), "“a@b@c” is not an e-mail address.");
    }
}
