//! Tests of the options that an answer chose.

use super::{kind::test_kind, list::Items};

test_kind! {
    /// A test of chosen options. A single choice is a set of one.
    ChoiceTest {
        /// Chose at least one of the options.
        AnyOf(operand: Items) = "any_of", "is any of";
        /// Chose every one of the options.
        AllOf(operand: Items) = "all_of", "includes all of";
        /// Chose none of the options.
        NoneOf(operand: Items) = "none_of", "is none of";
        /// There is no answer, or nothing is chosen.
        IsEmpty = "is_empty", "is empty";
        /// Something is chosen.
        HasAnyValue = "has_any_value", "has any value";
    }
}

#[cfg(feature = "oracle")]
impl ChoiceTest {
    /// Whether a set of options passes. No answer is the empty set.
    pub(crate) fn holds(&self, set: &std::collections::BTreeSet<String>) -> bool {
        match self {
            Self::AnyOf(options) => options.0.iter().any(|option| set.contains(option)),
            Self::AllOf(options) => !set.is_empty() && options.0.iter().all(|option| set.contains(option)),
            Self::NoneOf(options) => !options.0.iter().any(|option| set.contains(option)),
            Self::IsEmpty => set.is_empty(),
            Self::HasAnyValue => !set.is_empty(),
        }
    }
}
