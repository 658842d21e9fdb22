//! Users that the index found, and those of them whom the search field finds: the same that SQL finds in
//! `users.search_text`.

use super::{
    audience::{Audience, Natives},
    bits::Bits,
    reading::{Counted, Reading},
};
use crate::filter::{Comparison, TextProbe};
use std::sync::Arc;

/// Users of one reading.
#[derive(Clone)]
pub struct Members(pub(super) Arc<Bits>);

impl Members {
    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.count()
    }
}

impl Reading {
    /// All users; `None` where only SQL knows them.
    #[must_use]
    pub fn everyone(&self) -> Option<Members> {
        Some(Members(Arc::new(self.held()?.audience.people.live().clone())))
    }

    /// Whose name, e-mail or ids contain a folded text, among those who were counted or else among everyone. `None`
    /// where SQL has to look.
    #[must_use]
    pub fn searched(&self, text: &str, counted: Option<&Counted>) -> Option<Members> {
        let mut found = self.held()?.audience.searched(text)?;
        if let Some(counted) = counted {
            found.and(&counted.members.as_ref()?.0);
        }
        Some(Members(Arc::new(found)))
    }
}

impl Audience {
    /// `None` for a text that may lie in two lines, and for one with a NUL, which in the texts here is a beginning or an
    /// end.
    fn searched(&self, text: &str) -> Option<Bits> {
        if text.contains(['\n', '\0']) {
            return None;
        }
        let probe = TextProbe::Compares(Comparison::Contains { part: text.to_owned(), folded: true });
        let Natives { name, email, user_id, visitor, .. } = &self.natives;
        let len = self.people.len();
        let mut found = Bits::new(len);
        for column in [name, email, user_id, visitor] {
            found.or(&column.passing(len, &probe));
        }
        found.and(self.people.live());
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::store::UserRow;

    #[test]
    fn a_text_finds_names_addresses_and_ids_of_those_who_are_there() {
        let mut audience = Audience::default();
        let user = |user_id, name: &str, anonymous_id: Option<&str>| UserRow {
            user_id,
            external_id: Some(format!("U-{user_id}")),
            anonymous_id: anonymous_id.map(Into::into),
            name: Some(name.into()),
            email: Some(format!("{user_id}@Example.com")),
            language: Some("de".into()),
            created: 0,
            first_seen: None,
            last_activity: None,
            sessions: 0,
        };
        for row in [user(1, "Åsa", Some("Anon-7")), user(2, "Bo", None), user(3, "åsa Gone", None)] {
            assert!(audience.take_user(&row));
        }
        let gone = audience.people.ordinal(3).unwrap();
        audience.clear(gone);
        audience.people.dismiss(gone);
        let found = |text| audience.searched(text).map(|found| audience.people.ids_of(&found));
        assert_eq!(found("åsa"), Some(vec![1]));
        assert_eq!(found("example.com"), Some(vec![1, 2]));
        assert_eq!(found("u-2"), Some(vec![2]));
        assert_eq!(found("anon-7"), Some(vec![1]));
        let visitor = shared::text::fold(&shared::visitor::visitor_id("Anon-7"));
        assert_eq!(found(&visitor), Some(vec![1]));
        assert_eq!(found("de"), Some(vec![]), "the language is not searched");
        // Only SQL tells.
        assert_eq!((found("bo\n2@"), found("\0bo")), (None, None));
    }
}
