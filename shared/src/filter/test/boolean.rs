//! Tests of a truth value.

use super::kind::test_kind;

test_kind! {
    /// A test of a truth value.
    BooleanTest {
        /// It is true.
        IsTrue = "is_true", "is true";
        /// It is false, which empty is not.
        IsFalse = "is_false", "is false";
        /// There is none.
        IsEmpty = "is_empty", "is empty";
        /// There is one.
        HasAnyValue = "has_any_value", "has any value";
    }
}

#[cfg(feature = "oracle")]
impl BooleanTest {
    /// Whether a truth value passes. `None` is a missing one.
    pub(crate) fn holds(&self, boolean: Option<bool>) -> bool {
        match self {
            Self::IsTrue => boolean == Some(true),
            Self::IsFalse => boolean == Some(false),
            Self::IsEmpty => boolean.is_none(),
            Self::HasAnyValue => boolean.is_some(),
        }
    }
}
