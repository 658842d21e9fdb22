//! Conditions on native properties.

use super::test::{
    BooleanTest, NumberTest, OperatorInfo, TagsTest, TextTest, TimeTest,
    kind::{Read, tagged},
    words,
};
use crate::filter::read::{Place, Reader};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

tagged! {
    /// A property and its test.
    PropertyCondition {
        /// The name.
        Name(test: TextTest) = "name";
        /// The e-mail address.
        Email(test: TextTest) = "email";
        /// The product's own id of the person.
        UserId(test: TextTest) = "user_id";
        /// The language, such as "de-CH".
        Language(test: TextTest) = "language";
        /// The latest activity.
        LastActivity(test: TimeTest) = "last_activity";
        /// The first activity.
        FirstSeen(test: TimeTest) = "first_seen";
        /// When the user was created, as told, else as seen.
        Created(test: TimeTest) = "created";
        /// The number of sessions.
        Sessions(test: NumberTest) = "sessions";
        /// The tags.
        Tags(test: TagsTest) = "tags";
        /// Whether the product has told its own id of the person.
        Identified(test: BooleanTest) = "identified";
    }
}

words! {
    /// A native property.
    Property {
        /// The name.
        Name = "name";
        /// The e-mail address.
        Email = "email";
        /// The product's own id of the person.
        UserId = "user_id";
        /// The language.
        Language = "language";
        /// The latest activity.
        LastActivity = "last_activity";
        /// The first activity.
        FirstSeen = "first_seen";
        /// When the user was created.
        Created = "created";
        /// The number of sessions.
        Sessions = "sessions";
        /// The tags.
        Tags = "tags";
        /// Whether the product has told its own id of the person.
        Identified = "identified";
    }
}

impl<'de> Deserialize<'de> for Property {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("there is no such property"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Property {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Property {}

impl Property {
    /// Its words in menus and sentences.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::UserId => "user id",
            Self::Language => "language",
            Self::LastActivity => "last activity",
            Self::FirstSeen => "first seen",
            Self::Created => "created",
            Self::Sessions => "sessions",
            Self::Tags => "tags",
            Self::Identified => "identified",
        }
    }

    /// The operators that its kind of value has.
    #[must_use]
    pub fn operators(self) -> &'static [OperatorInfo] {
        match self {
            Self::Name | Self::Email | Self::UserId | Self::Language => TextTest::OPERATORS,
            Self::LastActivity | Self::FirstSeen | Self::Created => TimeTest::OPERATORS,
            Self::Sessions => NumberTest::OPERATORS,
            Self::Tags => TagsTest::OPERATORS,
            Self::Identified => BooleanTest::OPERATORS,
        }
    }
}

impl PropertyCondition {
    /// The property it tests.
    #[must_use]
    pub fn property(&self) -> Property {
        match self {
            Self::Name(_) => Property::Name,
            Self::Email(_) => Property::Email,
            Self::UserId(_) => Property::UserId,
            Self::Language(_) => Property::Language,
            Self::LastActivity(_) => Property::LastActivity,
            Self::FirstSeen(_) => Property::FirstSeen,
            Self::Created(_) => Property::Created,
            Self::Sessions(_) => Property::Sessions,
            Self::Tags(_) => Property::Tags,
            Self::Identified(_) => Property::Identified,
        }
    }
}
