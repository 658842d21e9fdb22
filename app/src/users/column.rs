//! The columns that the list can show.

use shared::api::{catalogue::Catalogue, users::SortBy};

/// A column of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Avatar, name and visitor id.
    User,
    /// The e-mail address.
    Email,
    /// The latest activity.
    LastActivity,
    /// Tags as pills.
    Tags,
    /// The product's own id.
    UserId,
    /// The first activity.
    FirstSeen,
    /// When the user was created.
    Created,
    /// The number of sessions.
    Sessions,
    /// The language.
    Language,
    /// A custom attribute, by its key.
    Attribute(String),
}

impl Column {
    /// The native columns, in the order in which they are offered.
    pub const NATIVE: [Self; 9] = [
        Self::User,
        Self::Email,
        Self::LastActivity,
        Self::Tags,
        Self::UserId,
        Self::FirstSeen,
        Self::Created,
        Self::Sessions,
        Self::Language,
    ];

    /// Its word in addresses; one for class names where it is native.
    pub fn word(&self) -> String {
        match self {
            Self::User => "user".into(),
            Self::Email => "email".into(),
            Self::LastActivity => "last_activity".into(),
            Self::Tags => "tags".into(),
            Self::UserId => "user_id".into(),
            Self::FirstSeen => "first_seen".into(),
            Self::Created => "created".into(),
            Self::Sessions => "sessions".into(),
            Self::Language => "language".into(),
            // The comma separates columns.
            Self::Attribute(key) => format!("attribute:{}", key.replace('%', "%25").replace(',', "%2C")),
        }
    }

    /// The column of a word; `None` for unknown ones.
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(key) = word.strip_prefix("attribute:") {
            return (!key.is_empty()).then(|| Self::Attribute(key.replace("%2C", ",").replace("%25", "%")));
        }
        Self::NATIVE.into_iter().find(|column| column.word() == word)
    }

    /// The words in its head. An attribute without a known name is called by its key.
    pub fn title(&self, catalogue: &Catalogue) -> String {
        match self {
            Self::User => "User".into(),
            Self::Email => "Email".into(),
            Self::LastActivity => "Last activity".into(),
            Self::Tags => "Tags".into(),
            Self::UserId => "User ID".into(),
            Self::FirstSeen => "First seen".into(),
            Self::Created => "Created".into(),
            Self::Sessions => "Sessions".into(),
            Self::Language => "Language".into(),
            Self::Attribute(key) => {
                let known = catalogue.attributes.iter().find(|field| field.key == *key);
                known.map_or_else(|| key.clone(), |field| field.name.clone())
            }
        }
    }

    /// What it sorts by; `None` where the server knows no such order.
    pub fn sort_by(&self) -> Option<SortBy> {
        match self {
            Self::User => Some(SortBy::Name),
            Self::Email => Some(SortBy::Email),
            Self::LastActivity => Some(SortBy::LastActivity),
            Self::FirstSeen => Some(SortBy::FirstSeen),
            Self::Created => Some(SortBy::Created),
            Self::Sessions => Some(SortBy::Sessions),
            Self::Attribute(key) => Some(SortBy::Attribute(key.clone())),
            Self::Tags | Self::UserId | Self::Language => None,
        }
    }

    /// The class that gives the column its width and look.
    pub fn class(&self) -> &'static str {
        match self {
            Self::User => "column-user",
            Self::Email => "column-email",
            Self::LastActivity | Self::FirstSeen | Self::Created => "column-time",
            Self::Tags => "column-tags",
            Self::Sessions => "column-number",
            Self::UserId | Self::Language | Self::Attribute(_) => "column-text",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::catalogue::{AttributeField, AttributeKind};

    #[test]
    fn words_lead_back_to_their_columns() {
        for column in Column::NATIVE.into_iter().chain([Column::Attribute("a,b%2C".into())]) {
            assert_eq!(Column::from_word(&column.word()), Some(column));
        }
        assert_eq!(Column::from_word("colour"), None);
    }

    #[test]
    fn attributes_are_called_by_their_names() {
        let plan = AttributeField {
            key: "plan".into(),
            name: "Plan".into(),
            kind: AttributeKind::Text,
            hidden: false,
            users: None,
            samples: Vec::new(),
        };
        let catalogue = Catalogue { attributes: vec![plan], ..Catalogue::default() };
        assert_eq!(Column::Attribute("plan".into()).title(&catalogue), "Plan");
        assert_eq!(Column::Attribute("gone".into()).title(&catalogue), "gone");
    }
}
