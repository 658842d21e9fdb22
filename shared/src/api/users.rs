//! Users in the list: the request for a page of them and its answer.

use crate::{
    color::Color,
    ids::{TagId, UserId},
    page::Cursor,
    time::Instant,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The body of `POST /api/users/search`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SearchRequest {
    /// Only users that match this filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<super::filter::FilterDocument>,
    /// Text that the name, e-mail, user id or visitor id contains, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The order of the users; by last activity, newest first, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// Users on a page, 1 to 200; 25 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The page that follows this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// The page that ends before this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Cursor>,
    /// The numbered page, from 1; `page` x `limit` is at most 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Keys of attributes that each row is to carry; at most 20.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// When the number of users is to be known; with the rows, when absent.
    #[serde(skip_serializing_if = "TotalBy::is_default")]
    pub total: TotalBy,
}

/// When the answer to a search is to know how many users there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TotalBy {
    /// With the rows, however long counting takes.
    #[default]
    Now,
    /// Where rows are found sooner than users are counted, the answer has the rows alone and `total` is `null`.
    Later,
}

impl TotalBy {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// An order of users. Empty values come last in both directions; ties are by `user_id`, rising.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// What to sort by.
    pub by: SortBy,
    /// Largest, latest, or last in the alphabet first.
    #[serde(default)]
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: SortBy::LastActivity, descending: true }
    }
}

/// What users can be sorted by. In JSON one string; an attribute is `attribute:KEY`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// When the user was last active.
    LastActivity,
    /// When the user was first active.
    FirstSeen,
    /// When the product, or else Rollcall, created the user.
    Created,
    /// The display name, ignoring case.
    Name,
    /// The e-mail address, ignoring case.
    Email,
    /// The number of sessions.
    Sessions,
    /// Rollcall's own number of the user.
    UserId,
    /// A custom attribute, by its key.
    Attribute(String),
}

impl SortBy {
    /// Its word in JSON and in addresses.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::LastActivity => "last_activity".into(),
            Self::FirstSeen => "first_seen".into(),
            Self::Created => "created".into(),
            Self::Name => "name".into(),
            Self::Email => "email".into(),
            Self::Sessions => "sessions".into(),
            Self::UserId => "user_id".into(),
            Self::Attribute(key) => format!("attribute:{key}"),
        }
    }

    /// The sort that a word names; `None` for unknown words.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "last_activity" => Self::LastActivity,
            "first_seen" => Self::FirstSeen,
            "created" => Self::Created,
            "name" => Self::Name,
            "email" => Self::Email,
            "sessions" => Self::Sessions,
            "user_id" => Self::UserId,
            other => Self::Attribute(other.strip_prefix("attribute:").filter(|key| !key.is_empty())?.to_owned()),
        })
    }
}

impl Serialize for SortBy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

impl<'de> Deserialize<'de> for SortBy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_word(&word).ok_or_else(|| {
            serde::de::Error::custom(
                "users sort by last_activity, first_seen, created, name, email, sessions, user_id or attribute:KEY",
            )
        })
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for SortBy {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for SortBy {}

/// The answer of `POST /api/users/search`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// How many users there are on all pages together; `null` only where it may come later.
    pub total: Option<u64>,
    /// The change that the answer has seen last; larger is later.
    pub sequence: u64,
    /// The page.
    pub users: Vec<UserRow>,
    /// The place that the next page follows; `null` at the end.
    pub next: Option<Cursor>,
    /// The place that the previous page ends before; `null` at the start.
    pub previous: Option<Cursor>,
}

/// What the list and the profile both show of a user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Rollcall's number of the user.
    pub user_id: UserId,
    /// The product's own id of the person; `null` while anonymous.
    pub external_id: Option<String>,
    /// The short id of the visitor ("hONp"); `null` where no browser was ever seen.
    pub visitor_id: Option<String>,
    /// The display name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The latest activity.
    pub last_activity: Option<Instant>,
    /// The first activity.
    pub first_seen: Option<Instant>,
    /// The trait `createdAt`, else when Rollcall first heard of the user.
    pub created: Instant,
    /// Sessions so far.
    pub sessions: u64,
    /// The language, as the product names it.
    pub language: Option<String>,
    /// Whether the product has named the person.
    pub identified: bool,
    /// The user's tags, by name.
    pub tags: Vec<TagOnUser>,
}

/// A user as a row of the list. Reads as its [`User`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserRow {
    /// The user.
    #[serde(flatten)]
    pub user: User,
    /// The attributes that were asked for and have a value, by key.
    pub attributes: BTreeMap<String, serde_json::Value>,
}

impl std::ops::Deref for UserRow {
    type Target = User;
    fn deref(&self) -> &User {
        &self.user
    }
}

/// A tag as a pill on a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TagOnUser {
    /// The tag.
    pub tag_id: TagId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Color,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_go_through_json_unchanged() {
        for word in ["last_activity", "first_seen", "created", "name", "email", "sessions", "user_id", "attribute:plan"]
        {
            let json = format!("{{\"by\":\"{word}\",\"descending\":false}}");
            let sort: Sort = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&sort).unwrap(), json);
        }
        for word in ["", "attribute:", "password"] {
            assert!(serde_json::from_str::<Sort>(&format!("{{\"by\":\"{word}\"}}")).is_err(), "{word}");
        }
    }

    #[test]
    fn an_empty_search_is_an_empty_object() {
        assert_eq!(serde_json::to_string(&SearchRequest::default()).unwrap(), "{}");
        assert!(serde_json::from_str::<SearchRequest>("{\"serch\": 1}").is_err());
    }
}
