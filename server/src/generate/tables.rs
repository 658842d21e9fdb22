//! The tables that a population fills, and rows on their way there.

use crate::db::Value;

macro_rules! tables {
    ($($(#[$meta:meta])* $variant:ident $name:literal $columns:literal),* $(,)?) => {
        /// A table of users' data, in the order in which tables are filled.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Table { $($(#[$meta])* $variant),* }

        impl Table {
            /// Every one.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Its columns, in the order of a row's values.
            pub(super) const fn columns(self) -> &'static str {
                match self { $(Self::$variant => $columns),* }
            }
        }
    };
}

tables! {
    Users "users" "user_id, external_id, external_id_folded, anonymous_id, visitor_id, name, name_folded, email, \
        email_folded, language, language_folded, avatar, traits, search_text, made, created, first_seen, \
        last_activity, sessions",
    Identities "identities" "identity_key, user_id, linked_at",
    Attributes "user_attributes" "user_id, attribute_id, text_value, text_folded, number_value, boolean_value, \
        time_value, raw, source, integration, updated_at",
    AttributeItems "user_attribute_items" "user_id, attribute_id, position, item",
    Tags "user_tags" "user_id, tag_id, added_at",
    Events "events" "user_id, event_id, event_name_id, at, properties, properties_digest",
    Interactions "interactions" "user_id, interaction_id, experience_key, action, step, at",
    Answers "answers" "user_id, answer_id, experience_key, question_key, step, at, number_value, text_value, \
        text_folded, raw",
    AnswerItems "answer_items" "user_id, answer_id, position, item",
}

/// Rows of some users, table by table.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Batch {
    /// How many users.
    pub users: u64,
    rows: usize,
    values: [Vec<Value>; Table::ALL.len()],
}

impl Batch {
    /// Adds a row, whose values are in the order of the table's columns.
    pub(super) fn push<const WIDTH: usize>(&mut self, table: Table, row: [Value; WIDTH]) {
        debug_assert_eq!(WIDTH, table.columns().split(',').count(), "{table:?}");
        self.values[table as usize].extend(row);
        self.rows += 1;
    }

    /// How many rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The tables with their values.
    pub(super) fn into_tables(self) -> impl Iterator<Item = (Table, Vec<Value>)> {
        Table::ALL.iter().copied().zip(self.values).filter(|(_, values)| !values.is_empty())
    }
}
