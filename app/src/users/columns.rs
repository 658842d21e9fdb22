//! The columns of the list: which there are, and the set that a person chose.
//!
//! Invariants of a set: the user comes first and always, because it names the row and leads to the profile; no column
//! twice; at most twenty attributes, as many as the server sends.

use shared::{api::catalogue::Catalogue, api::users::SortBy};

const MOST_ATTRIBUTES: usize = 20;

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
    const NATIVE: [Self; 9] = [
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

    fn from_word(word: &str) -> Option<Self> {
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

/// Columns in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

impl Default for Columns {
    fn default() -> Self {
        Self(vec![Column::User, Column::Email, Column::LastActivity, Column::Tags])
    }
}

impl Columns {
    /// Reads what [`Columns::text`] wrote; unknown words are left out.
    pub fn parse(text: &str) -> Self {
        let mut this = Self(vec![Column::User]);
        for column in text.split(',').filter_map(Column::from_word) {
            this.show(column);
        }
        this
    }

    /// The set as addresses and the storage write it; `None` for the default.
    pub fn text(&self) -> Option<String> {
        let words: Vec<_> = self.0.iter().map(Column::word).collect();
        (*self != Self::default()).then(|| words.join(","))
    }

    /// The columns as they stand.
    pub fn all(&self) -> &[Column] {
        &self.0
    }

    /// Whether a column is shown.
    pub fn has(&self, column: &Column) -> bool {
        self.0.contains(column)
    }

    /// The keys of the attributes that the rows must carry.
    pub fn attributes(&self) -> Vec<String> {
        let key = |column: &Column| match column {
            Column::Attribute(key) => Some(key.clone()),
            Column::User
            | Column::Email
            | Column::LastActivity
            | Column::Tags
            | Column::UserId
            | Column::FirstSeen
            | Column::Created
            | Column::Sessions
            | Column::Language => None,
        };
        self.0.iter().filter_map(key).collect()
    }

    /// Whether one more attribute can be shown.
    pub fn has_room_for(&self, column: &Column) -> bool {
        !matches!(column, Column::Attribute(_)) || self.attributes().len() < MOST_ATTRIBUTES
    }

    /// Shows a column at the end.
    pub fn show(&mut self, column: Column) {
        if !self.has(&column) && self.has_room_for(&column) {
            self.0.push(column);
        }
    }

    /// Hides a column; the user stays.
    pub fn hide(&mut self, column: &Column) {
        self.0.retain(|shown| shown != column || *shown == Column::User);
    }

    /// Whether a column can go one place up or down.
    pub fn can_move(&self, column: &Column, down: bool) -> bool {
        let at = self.0.iter().position(|shown| shown == column);
        at.is_some_and(|at| if down { at > 0 && at + 1 < self.0.len() } else { at > 1 })
    }

    /// Moves a column to a place; never before the user, and never the user.
    pub fn move_to(&mut self, column: &Column, place: usize) {
        let Some(at) = self.0.iter().position(|shown| shown == column).filter(|&at| at > 0) else { return };
        let moved = self.0.remove(at);
        self.0.insert(place.clamp(1, self.0.len()), moved);
    }

    /// The place of a column.
    pub fn place(&self, column: &Column) -> Option<usize> {
        self.0.iter().position(|shown| shown == column)
    }

    /// All columns to choose from: those shown, in their order, then the others.
    pub fn offered(&self, catalogue: &Catalogue) -> Vec<Column> {
        let attributes = catalogue.attributes.iter().map(|field| Column::Attribute(field.key.clone()));
        let hidden = Column::NATIVE.into_iter().chain(attributes).filter(|column| !self.has(column));
        self.0.iter().cloned().chain(hidden).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::catalogue::{AttributeField, AttributeKind};

    fn catalogue() -> Catalogue {
        let field =
            |key: &str, name: &str| AttributeField { key: key.into(), name: name.into(), kind: AttributeKind::Text };
        Catalogue { attributes: vec![field("plan", "Plan"), field("a,b%2C", "Odd")] }
    }

    #[test]
    fn a_set_goes_through_an_address_unchanged() {
        let mut columns = Columns::default();
        for column in columns.offered(&catalogue()) {
            columns.show(column);
        }
        assert_eq!(columns.all().len(), 11);
        assert_eq!(Columns::parse(&columns.text().unwrap()), columns);
        assert_eq!(Columns::default().text(), None);
    }

    #[test]
    fn unknown_and_double_words_are_left_out() {
        assert_eq!(Columns::parse("email,colour,email,attribute:").text().as_deref(), Some("user,email"));
        assert_eq!(Columns::parse("").text().as_deref(), Some("user"));
    }

    #[test]
    fn the_user_stays_and_stays_first() {
        let mut columns = Columns::default();
        columns.hide(&Column::User);
        columns.move_to(&Column::Tags, 0);
        columns.move_to(&Column::User, 3);
        assert_eq!(columns.text().as_deref(), Some("user,tags,email,last_activity"));
        for column in [Column::Tags, Column::Email, Column::LastActivity] {
            columns.hide(&column);
        }
        assert_eq!(columns.all(), [Column::User]);
    }

    #[test]
    fn columns_move_within_their_bounds() {
        let mut columns = Columns::default();
        assert!(!columns.can_move(&Column::User, true));
        assert!(!columns.can_move(&Column::Email, false) && columns.can_move(&Column::Email, true));
        assert!(columns.can_move(&Column::Tags, false) && !columns.can_move(&Column::Tags, true));
        columns.move_to(&Column::Email, 99);
        assert_eq!(columns.text().as_deref(), Some("user,last_activity,tags,email"));
    }

    #[test]
    fn no_more_attributes_than_the_server_sends() {
        let mut columns = Columns::default();
        for number in 0..30 {
            columns.show(Column::Attribute(format!("a{number}")));
        }
        assert_eq!(columns.attributes().len(), MOST_ATTRIBUTES);
        assert!(columns.has_room_for(&Column::Language));
    }

    #[test]
    fn attributes_are_called_by_their_names() {
        assert_eq!(Column::Attribute("plan".into()).title(&catalogue()), "Plan");
        assert_eq!(Column::Attribute("gone".into()).title(&catalogue()), "gone");
    }
}
