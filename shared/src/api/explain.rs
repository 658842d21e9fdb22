//! Why a filter matches one user, or does not: every node of it with its own answer.

use super::filter::FilterDocument;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The body of `POST /api/users/{user_id}/explain`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExplainRequest {
    /// The filter.
    pub filter: FilterDocument,
}

/// The answer of `POST /api/users/{user_id}/explain`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainAnswer {
    /// The whole filter.
    pub root: Explained,
    /// The change that the answer has seen last; larger is later.
    pub sequence: u64,
}

/// A node of a filter and whether the user matches it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explained {
    /// Where the node stands in the filter's document.
    pub pointer: String,
    /// The node's word in the document: `all`, `property`, `event`.
    pub kind: String,
    /// What it asks for.
    pub sentence: String,
    /// Whether the user matches it; `null` for what is muted.
    pub matches: Option<bool>,
    /// The user's own value, which a condition looks at; `null` where it is empty, absent for groups and what is muted.
    /// Of a property or an attribute the value, of tags their names, of an event how often it happened in the window,
    /// of an answer the latest, of an experience the actions or, where a step is asked for, the highest one, of a
    /// segment whether the user is in it, of an import what it did.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "told")]
    pub value: Option<Value>,
    /// The nodes in it.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub children: Vec<Explained>,
}

/// A value that is told, `null` included.
fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_is_not_an_absent_one() {
        let condition =
            r#"{"pointer":"/root","kind":"property","sentence":"s","matches":true,"value":null,"children":[]}"#;
        let explained: Explained = serde_json::from_str(condition).unwrap();
        assert_eq!(explained.value, Some(Value::Null));
        assert_eq!(serde_json::to_string(&explained).unwrap(), condition);
        let group = condition.replace(r#""value":null,"#, "");
        let explained: Explained = serde_json::from_str(&group).unwrap();
        assert_eq!((explained.value.as_ref(), serde_json::to_string(&explained).unwrap()), (None, group));
    }
}
