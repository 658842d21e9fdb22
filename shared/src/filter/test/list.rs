//! Tests of a list, which is a set of texts.

use super::kind::{Operand, OperandShape, Read, test_kind};
use crate::filter::{
    limits,
    read::{Place, Reader},
};
use serde::Serialize;
use serde_json::Value;

test_kind! {
    /// A test of a list.
    ListTest {
        /// Holds at least one of the items.
        ContainsAny(operand: Items) = "contains_any", "contains any of";
        /// Holds every item.
        ContainsAll(operand: Items) = "contains_all", "contains all of";
        /// Holds none of the items.
        ContainsNone(operand: Items) = "contains_none", "contains none of";
        /// Holds the items and nothing else.
        IsExactly(operand: Items) = "is_exactly", "is exactly";
        /// Another set, or none.
        IsNotExactly(operand: Items) = "is_not_exactly", "is not exactly";
        /// There is no item.
        IsEmpty = "is_empty", "is empty";
        /// There is an item.
        HasAnyValue = "has_any_value", "has any value";
    }
}

/// Items to compare with: a set of texts, compared exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Items(pub Vec<String>);

impl Read for Items {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        reader.list(value, place, |reader, value, place| reader.text(value, place, limits::TEXT)).map(Self)
    }
}

impl Operand for Items {
    const SHAPE: OperandShape = OperandShape::Items;
}

#[cfg(feature = "oracle")]
impl ListTest {
    /// Whether a set passes. A missing one is empty.
    pub(crate) fn holds(&self, set: &std::collections::BTreeSet<String>) -> bool {
        let any = |items: &Items| items.0.iter().any(|item| set.contains(item));
        let all = |items: &Items| !set.is_empty() && items.0.iter().all(|item| set.contains(item));
        let exactly = |items: &Items| all(items) && set.iter().all(|item| items.0.contains(item));
        match self {
            Self::ContainsAny(items) => any(items),
            Self::ContainsAll(items) => all(items),
            Self::ContainsNone(items) => !any(items),
            Self::IsExactly(items) => exactly(items),
            Self::IsNotExactly(items) => !exactly(items),
            Self::IsEmpty => set.is_empty(),
            Self::HasAnyValue => !set.is_empty(),
        }
    }
}
