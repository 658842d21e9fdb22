//! Native properties: columns of `users`, which may be null.

use super::column::{self, TextColumns};
use crate::filter::{
    fragment::Fragment,
    leaf::{NativeText, NativeTime},
    probe::{Comparison, TimeProbe},
};
use shared::{filter::limits, text::fold};

/// Characters of folded text that the indexes for sorting hold.
const INDEXED: usize = 200;

impl NativeText {
    fn columns(self) -> TextColumns {
        let (plain, folded) = match self {
            Self::Name => ("users.name", "users.name_folded"),
            Self::Email => ("users.email", "users.email_folded"),
            Self::UserId => ("users.external_id", "users.external_id_folded"),
            Self::Language => ("users.language", "users.language_folded"),
        };
        TextColumns { plain, folded }
    }

    /// What an index holds of it.
    fn indexed(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("substr(users.name_folded, 1, 200)"),
            Self::Email => Some("substr(users.email_folded, 1, 200)"),
            Self::UserId | Self::Language => None,
        }
    }
}

impl NativeTime {
    fn column(self) -> &'static str {
        match self {
            Self::LastActivity => "users.last_activity",
            Self::FirstSeen => "users.first_seen",
            Self::Created => "users.created",
        }
    }
}

fn indexed_part(text: &str) -> String {
    fold(text).chars().take(INDEXED).collect()
}

/// What follows from the test and an index can tell.
fn hint(property: NativeText, comparison: &Comparison) -> Option<Fragment> {
    let column = property.indexed()?;
    match comparison {
        // A pattern may match any number of values.
        Comparison::OneOf { values, .. } if values.len() > limits::VALUES => None,
        Comparison::OneOf { values, .. } => {
            let parts: Vec<_> = values.iter().map(|value| indexed_part(value)).collect();
            Some(column::one_of(column, &parts))
        }
        Comparison::StartsWith { part, .. } => Some(column::prefix(column, &indexed_part(part))),
        Comparison::HasValue | Comparison::Contains { .. } | Comparison::EndsWith { .. } => None,
    }
}

pub(super) fn text(property: NativeText, comparison: &Comparison) -> Fragment {
    let columns = property.columns();
    let mut fragment = Fragment::new("(").text(columns.plain).text(" is not null and ");
    if let Some(hint) = hint(property, comparison) {
        fragment = fragment.text(columns.folded).text(" is not null and ").then(hint).text(" and ");
    }
    fragment.then(column::text(columns, comparison)).text(")")
}

pub(super) fn time(property: NativeTime, probe: TimeProbe) -> Fragment {
    let column = property.column();
    let present = Fragment::new("(").text(column).text(" is not null");
    match probe {
        TimeProbe::HasValue => present.text(")"),
        TimeProbe::In { instants, dates: _ } => column::and_in_range(present, column, instants).text(")"),
    }
}
