//! Values that somebody sets by hand.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The body of `PATCH /api/users/{user_id}/attributes`: values by key, `null` removes. The reserved traits (`name`,
/// `firstName`, `lastName`, `email`, `language`, `createdAt`, `avatar`) go by their own names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeChanges(pub Map<String, Value>);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for AttributeChanges {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let examples = [serde_json::json!({"plan": "pro", "seats": null})];
        ObjectBuilder::new().schema_type(Type::Object).examples(examples).into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for AttributeChanges {}
