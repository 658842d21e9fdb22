//! The set of columns that a person chose.
//!
//! Invariants of a set: the user comes first and always, because it names the row and leads to the profile; no column
//! twice; at most twenty attributes, as many as the server sends.

use super::column::Column;
use shared::api::catalogue::Catalogue;

const MOST_ATTRIBUTES: usize = 20;

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
        (*self != Self::default()).then(|| self.words())
    }

    /// The words of all columns, as exports are asked for them.
    pub fn words(&self) -> String {
        self.0.iter().map(Column::word).collect::<Vec<_>>().join(",")
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

    /// All columns to choose from: those shown, in their order, then the others. Of attributes, those that somebody hid
    /// for all are not among the others.
    pub fn offered(&self, catalogue: &Catalogue) -> Vec<Column> {
        let attributes =
            catalogue.attributes.iter().filter(|field| !field.hidden).map(|field| Column::Attribute(field.key.clone()));
        let hidden = Column::NATIVE.into_iter().chain(attributes).filter(|column| !self.has(column));
        self.0.iter().cloned().chain(hidden).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::catalogue::{AttributeField, AttributeKind};

    fn catalogue() -> Catalogue {
        let field = |key: &str, name: &str| AttributeField {
            key: key.into(),
            name: name.into(),
            kind: AttributeKind::Text,
            hidden: false,
            users: None,
            samples: Vec::new(),
        };
        Catalogue { attributes: vec![field("plan", "Plan"), field("a,b%2C", "Odd")], ..Catalogue::default() }
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
    fn what_is_hidden_for_all_is_not_offered_and_stays_where_it_is() {
        let mut known = catalogue();
        known.attributes[0].hidden = true;
        let plan = Column::Attribute("plan".into());
        let mut columns = Columns::default();
        assert!(!columns.offered(&known).contains(&plan));
        columns.show(plan.clone());
        assert!(columns.offered(&known).contains(&plan));
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
}
