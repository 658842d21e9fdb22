//! The reserved traits of a user: what was told, by whom and when; and the columns that follow from it.
//!
//! In `users.traits` this is a JSON object: `name`, `first_name`, `last_name`, `email`, `language`, `locale`,
//! `created`, `avatar`, each `{"source", "integration"?, "updated", "removed"?, "value"?}`. A value stands there only
//! for the parts that have no column of their own: `first_name`, `last_name`, `locale`.

use crate::ingest::message::{NativeContent, NativeKey, Origin, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One reserved trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeValue {
    /// Its value; `None` when it was removed.
    pub content: Option<NativeContent>,
    /// Who told it.
    pub origin: Origin,
    /// When.
    pub at: i64,
}

/// All reserved traits that were ever told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Natives(BTreeMap<NativeKey, NativeValue>);

/// As stored in `users.traits`.
#[derive(Serialize, Deserialize)]
struct Stored {
    source: Source,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    integration: Option<String>,
    updated: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    removed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// Columns of `users` that hold reserved traits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NativeColumns {
    /// The display name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The address of a picture.
    pub avatar: Option<String>,
    /// The trait `createdAt`.
    pub created_at: Option<i64>,
}

impl Natives {
    /// From what is stored, with the columns that hold the values.
    #[must_use]
    pub fn load(traits: &str, columns: &NativeColumns) -> Self {
        // What we cannot read was not written by us; the columns are kept until somebody tells them anew.
        let stored: BTreeMap<NativeKey, Stored> = serde_json::from_str(traits).unwrap_or_default();
        let text = |value: &Option<String>| value.clone().map(NativeContent::Text);
        let values = stored.into_iter().map(|(key, stored)| {
            let content = match key {
                _ if stored.removed => None,
                NativeKey::Name => text(&columns.name),
                NativeKey::Email => text(&columns.email),
                NativeKey::Language => text(&columns.language),
                NativeKey::Avatar => text(&columns.avatar),
                NativeKey::CreatedAt => columns.created_at.map(NativeContent::Time),
                NativeKey::Locale => text(&stored.value.or_else(|| columns.language.clone())),
                NativeKey::FirstName | NativeKey::LastName => text(&stored.value),
            };
            let origin = Origin { source: stored.source, integration: stored.integration };
            (key, NativeValue { content, origin, at: stored.updated })
        });
        Self(values.collect())
    }

    /// As stored.
    #[must_use]
    pub fn to_stored(&self) -> String {
        let stored: BTreeMap<NativeKey, Stored> =
            self.0.iter().map(|(key, native)| (*key, stored(*key, native))).collect();
        // Keys are words, so that nothing can fail.
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// Takes a trait, unless a later one is known. Tells whether anything changed.
    pub fn set(&mut self, key: NativeKey, value: NativeValue) -> bool {
        let known = self.0.get(&key);
        if known.is_some_and(|known| known.at > value.at || *known == value) {
            return false;
        }
        self.0.insert(key, value);
        true
    }

    /// What is known of a trait, if it was ever told.
    #[must_use]
    pub fn told(&self, key: NativeKey) -> Option<&NativeValue> {
        self.0.get(&key)
    }

    /// Puts a trait back to what it was, whatever is known of it.
    pub fn put_back(&mut self, key: NativeKey, value: Option<NativeValue>) {
        match value {
            Some(value) => drop(self.0.insert(key, value)),
            None => drop(self.0.remove(&key)),
        }
    }

    /// Whether a trait was told by another source, or at another time.
    #[must_use]
    pub fn any_told_otherwise(&self, source: Source, at: i64) -> bool {
        self.0.values().any(|value| value.origin.source != source || value.at != at)
    }

    /// The traits whose value was told by this source at this time.
    pub fn told_by(&self, source: Source, at: i64) -> impl Iterator<Item = NativeKey> {
        self.0.iter().filter(move |(_, value)| value.origin.source == source && value.at == at).map(|(key, _)| *key)
    }

    /// Takes the browser's language: written only when it is another one, for it comes with every message.
    pub fn set_locale(&mut self, locale: &str, origin: &Origin, at: i64) -> bool {
        let content = Some(NativeContent::Text(locale.to_owned()));
        if self.0.get(&NativeKey::Locale).is_some_and(|known| known.content == content) {
            return false;
        }
        self.set(NativeKey::Locale, NativeValue { content, origin: origin.clone(), at })
    }

    /// Takes what is not known yet from a user who is merged into this one.
    pub fn merge(&mut self, other: Self) {
        for (key, value) in other.0 {
            // What is known stands, also against the same other value if it comes again.
            let known = self.0.entry(key).or_insert_with(|| value.clone());
            if *known != value && known.at <= value.at {
                known.at = value.at + 1;
            }
        }
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> NativeColumns {
        let parts = [NativeKey::FirstName, NativeKey::LastName].into_iter().filter_map(|key| self.text(key));
        let joined = parts.collect::<Vec<_>>().join(" ");
        NativeColumns {
            name: self.text(NativeKey::Name).or(Some(joined)).filter(|name| !name.is_empty()),
            email: self.text(NativeKey::Email),
            language: self.text(NativeKey::Language).or_else(|| self.text(NativeKey::Locale)),
            avatar: self.text(NativeKey::Avatar),
            created_at: match self.0.get(&NativeKey::CreatedAt).and_then(|native| native.content.as_ref()) {
                Some(NativeContent::Time(at)) => Some(*at),
                Some(NativeContent::Text(_)) | None => None,
            },
        }
    }

    fn text(&self, key: NativeKey) -> Option<String> {
        match self.0.get(&key)?.content.as_ref()? {
            NativeContent::Text(text) => Some(text.clone()),
            NativeContent::Time(_) => None,
        }
    }
}

fn stored(key: NativeKey, native: &NativeValue) -> Stored {
    let value = match (key, &native.content) {
        (NativeKey::FirstName | NativeKey::LastName | NativeKey::Locale, Some(NativeContent::Text(text))) => {
            Some(text.clone())
        }
        (
            NativeKey::FirstName
            | NativeKey::LastName
            | NativeKey::Locale
            | NativeKey::Name
            | NativeKey::Email
            | NativeKey::Language
            | NativeKey::CreatedAt
            | NativeKey::Avatar,
            _,
        ) => None,
    };
    Stored {
        source: native.origin.source,
        integration: native.origin.integration.clone(),
        updated: native.at,
        removed: native.content.is_none(),
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native(text: Option<&str>, at: i64) -> NativeValue {
        let origin = Origin { source: Source::Server, integration: None };
        NativeValue { content: text.map(|text| NativeContent::Text(text.into())), origin, at }
    }

    #[test]
    fn what_is_stored_reads_back() {
        let mut natives = Natives::default();
        natives.set(NativeKey::FirstName, native(Some("Ann"), 1));
        natives.set(NativeKey::LastName, native(Some("Lee"), 1));
        natives.set(NativeKey::Email, native(Some("ann@example.com"), 2));
        natives.set(NativeKey::Avatar, native(None, 3));
        natives.set_locale("de", &native(None, 0).origin, 4);
        let columns = natives.columns();
        assert_eq!((columns.name.as_deref(), columns.language.as_deref()), (Some("Ann Lee"), Some("de")));
        assert_eq!(Natives::load(&natives.to_stored(), &columns), natives);
        assert!(!natives.to_stored().contains("ann@example.com"));
    }

    #[test]
    fn the_later_wins_and_a_whole_name_before_its_parts() {
        let mut natives = Natives::default();
        natives.set(NativeKey::FirstName, native(Some("Ann"), 9));
        assert!(natives.set(NativeKey::Name, native(Some("Dr. Lee"), 5)));
        assert!(!natives.set(NativeKey::Name, native(Some("Lee"), 4)));
        assert_eq!(natives.columns().name.as_deref(), Some("Dr. Lee"));
        assert!(natives.set(NativeKey::Name, native(None, 6)));
        assert_eq!(natives.columns().name.as_deref(), Some("Ann"));
    }
}
