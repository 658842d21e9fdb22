//! Which columns a file has: the words of the page's address.

use std::collections::HashSet;

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Name,
    VisitorId,
    Email,
    LastActivity,
    Tags,
    UserId,
    FirstSeen,
    Created,
    Sessions,
    Language,
    /// A custom attribute, by its key.
    Attribute(String),
}

impl Column {
    /// Those that every file has that nobody chose columns for; attributes follow.
    pub(super) const NATIVE: [Self; 10] = [
        Self::UserId,
        Self::Name,
        Self::VisitorId,
        Self::Email,
        Self::LastActivity,
        Self::FirstSeen,
        Self::Created,
        Self::Sessions,
        Self::Language,
        Self::Tags,
    ];

    fn word(&self) -> &str {
        match self {
            Self::Name => "name",
            Self::VisitorId => "visitor_id",
            Self::Email => "email",
            Self::LastActivity => "last_activity",
            Self::Tags => "tags",
            Self::UserId => "user_id",
            Self::FirstSeen => "first_seen",
            Self::Created => "created",
            Self::Sessions => "sessions",
            Self::Language => "language",
            Self::Attribute(key) => key,
        }
    }

    /// What stands above it: the property's word or the attribute's key, so that an import knows it again. An attribute
    /// that is called like a property keeps its prefix.
    pub(super) fn head(&self) -> String {
        match self {
            Self::Attribute(key) if Self::NATIVE.iter().any(|native| native.word() == key) => {
                format!("attribute:{key}")
            }
            other => other.word().to_owned(),
        }
    }
}

/// The columns that words name; an attribute's key has its commas as `%2C` and its percent signs as `%25`. What is
/// wrong, in a sentence.
pub(super) fn read(words: &str) -> Result<Vec<Column>, String> {
    let mut columns = Vec::new();
    for word in words.split(',') {
        if word == "user" {
            // What stands in the list's first column.
            columns.extend([Column::Name, Column::VisitorId]);
        } else if let Some(key) = word.strip_prefix("attribute:").filter(|key| !key.is_empty()) {
            columns.push(Column::Attribute(key.replace("%2C", ",").replace("%25", "%")));
        } else if let Some(native) = Column::NATIVE.into_iter().find(|native| native.word() == word) {
            columns.push(native);
        } else {
            let shown: String = word.chars().take(40).collect();
            return Err(format!("There is no column \"{shown}\"."));
        }
    }
    let mut seen = HashSet::new();
    columns.retain(|column| seen.insert(column.clone()));
    Ok(columns)
}

/// Whether these words name columns.
///
/// # Errors
/// What is wrong, in a sentence.
pub(crate) fn looked_at(words: &str) -> Result<(), String> {
    read(words).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_address_are_read() {
        let columns = read("user,email,attribute:a%2Cb%252C,email").unwrap();
        let attribute = Column::Attribute("a,b%2C".into());
        assert_eq!(columns, [Column::Name, Column::VisitorId, Column::Email, attribute]);
        for words in ["", "colour", "user,", "attribute:"] {
            assert!(read(words).is_err(), "{words}");
        }
        for native in Column::NATIVE {
            assert_eq!(read(native.word()).unwrap(), [native]);
        }
    }

    #[test]
    fn an_attribute_is_not_taken_for_a_property() {
        assert_eq!(Column::Attribute("plan".into()).head(), "plan");
        assert_eq!(Column::Attribute("tags".into()).head(), "attribute:tags");
        assert_eq!(Column::UserId.head(), "user_id");
    }
}
