//! Tests of a user's tags.

use super::kind::{Operand, OperandShape, Read, test_kind};
use crate::{
    filter::{
        condition::read_id,
        read::{Place, Reader},
    },
    ids::TagId,
};
use serde::Serialize;
use serde_json::Value;

test_kind! {
    /// A test of a user's tags.
    TagsTest {
        /// Has at least one of the tags.
        HasAny(operand: TagIds) = "has_any", "has any of";
        /// Has every one of the tags.
        HasAll(operand: TagIds) = "has_all", "has all of";
        /// Has none of the tags.
        HasNone(operand: TagIds) = "has_none", "has none of";
        /// Has no tag.
        IsEmpty = "is_empty", "is empty";
        /// Has a tag.
        HasAnyValue = "has_any_value", "has any value";
    }
}

/// Tags to compare with: a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TagIds(pub Vec<TagId>);

impl Read for TagIds {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        reader.list(value, place, read_id).map(Self)
    }
}

impl Operand for TagIds {
    const SHAPE: OperandShape = OperandShape::Tags;
}

impl TagsTest {
    /// The tags it names.
    #[must_use]
    pub fn tags(&self) -> &[TagId] {
        match self {
            Self::HasAny(tags) | Self::HasAll(tags) | Self::HasNone(tags) => &tags.0,
            Self::IsEmpty | Self::HasAnyValue => &[],
        }
    }
}

#[cfg(feature = "oracle")]
impl TagsTest {
    /// Whether a set of tags passes.
    pub(crate) fn holds(&self, set: &std::collections::BTreeSet<TagId>) -> bool {
        match self {
            Self::HasAny(tags) => tags.0.iter().any(|tag| set.contains(tag)),
            Self::HasAll(tags) => !set.is_empty() && tags.0.iter().all(|tag| set.contains(tag)),
            Self::HasNone(tags) => !tags.0.iter().any(|tag| set.contains(tag)),
            Self::IsEmpty => set.is_empty(),
            Self::HasAnyValue => !set.is_empty(),
        }
    }
}
