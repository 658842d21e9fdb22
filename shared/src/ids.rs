//! Ids as types, so that one cannot stand for another. Every id is a string in JSON: JavaScript's numbers
//! hold 53 bits only.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom("an id is a whole number in quotes"))
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                String::schema()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

id!(
    /// A user of the product, as Rollcall numbers them; never the product's own id.
    UserId
);
id!(
    /// A tag.
    TagId
);
id!(
    /// A segment.
    SegmentId
);
id!(
    /// An import.
    ImportId
);
id!(
    /// Someone who may sign in to the dashboard.
    AccountId
);
id!(
    /// An ingestion or API key.
    KeyId
);
id!(
    /// Something that a user did: an event or an interaction with an experience.
    ActivityId
);
id!(
    /// A job that changes or exports many users.
    JobId
);
id!(
    /// An invitation to an account.
    InvitationId
);
id!(
    /// An entry of the audit log.
    AuditId
);
id!(
    /// Something that a product sent and that could not be taken.
    RejectId
);
id!(
    /// A secret that a product signs the ids of its users with.
    SecretId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_string_in_json_and_keeps_all_64_bits() {
        let id = UserId(i64::MAX);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, "\"9223372036854775807\"");
        assert_eq!(serde_json::from_str::<UserId>(&json).unwrap(), id);
        assert!(serde_json::from_str::<UserId>("7").is_err());
        assert!(serde_json::from_str::<UserId>("\"seven\"").is_err());
    }
}
