//! Orders of the list as SQL: the expression sorted by, and what an index serves.
//!
//! Invariants: users without a value come last in both directions; ties are by `user_id`, rising.

use shared::{api::catalogue::AttributeKind, api::users::SortBy};

/// What kind of value a sort key is, which tells how it is read and bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    Integer,
    Real,
    Text,
    Boolean,
}

/// Where the values of an order are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// The sorted expression.
    pub key: &'static str,
    pub kind: KeyKind,
    /// The table with the users that have a value.
    pub from: &'static str,
    /// What users with a value fulfil, beyond `from`; `$1` is `attribute_id` where there is one.
    pub present: &'static str,
    /// The condition on `users` for having no value; `None` where every user has one.
    pub absent: Option<&'static str>,
    /// The attribute sorted by, bound as `$1`.
    pub attribute_id: Option<i64>,
    pub descending: bool,
}

impl Order {
    /// The order by a native property; `None` for attributes.
    pub(super) fn native(by: &SortBy, descending: bool) -> Option<Self> {
        let (key, kind, present, absent) = match by {
            SortBy::LastActivity => {
                ("last_activity", KeyKind::Integer, "last_activity is not null", Some("last_activity is null"))
            }
            SortBy::FirstSeen => ("first_seen", KeyKind::Integer, "first_seen is not null", Some("first_seen is null")),
            SortBy::Created => ("created", KeyKind::Integer, "user_id is not null", None),
            SortBy::Name => (
                "substr(name_folded, 1, 200)",
                KeyKind::Text,
                // A range, where SQLite's index begins behind those without a name.
                "substr(name_folded, 1, 200) >= ''",
                Some("substr(name_folded, 1, 200) is null"),
            ),
            SortBy::Email => (
                "substr(email_folded, 1, 200)",
                KeyKind::Text,
                "substr(email_folded, 1, 200) >= ''",
                Some("substr(email_folded, 1, 200) is null"),
            ),
            SortBy::Sessions => ("sessions", KeyKind::Integer, "user_id is not null", None),
            SortBy::UserId => ("user_id", KeyKind::Integer, "user_id is not null", None),
            SortBy::Attribute(_) => return None,
        };
        Some(Self { key, kind, from: "users", present, absent, attribute_id: None, descending })
    }

    /// The order by an attribute; `None` for lists, which have no order.
    pub(super) fn attribute(attribute_id: i64, kind: AttributeKind, descending: bool) -> Option<Self> {
        let (key, kind, present, absent) = match kind {
            AttributeKind::Text => (
                "text_value",
                KeyKind::Text,
                "attribute_id = $1 and text_value <> ''",
                "user_id not in (select user_id from user_attributes where attribute_id = $1 and text_value <> '')",
            ),
            AttributeKind::Number => (
                "number_value",
                KeyKind::Real,
                "attribute_id = $1 and number_value is not null",
                "user_id not in (select user_id from user_attributes where attribute_id = $1 and number_value is not null)",
            ),
            AttributeKind::Boolean => (
                "boolean_value",
                KeyKind::Boolean,
                "attribute_id = $1 and boolean_value is not null",
                "user_id not in (select user_id from user_attributes where attribute_id = $1 and boolean_value is not null)",
            ),
            AttributeKind::Time => (
                "time_value",
                KeyKind::Integer,
                "attribute_id = $1 and time_value is not null",
                "user_id not in (select user_id from user_attributes where attribute_id = $1 and time_value is not null)",
            ),
            AttributeKind::List => return None,
        };
        Some(Self {
            key,
            kind,
            from: "user_attributes",
            present,
            absent: Some(absent),
            attribute_id: Some(attribute_id),
            descending,
        })
    }
}
