//! Positive tests of truth values.

use shared::filter::test::BooleanTest;

/// A positive test of a truth value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum BooleanProbe {
    HasValue,
    Is(bool),
}

impl BooleanProbe {
    pub(crate) fn new(test: &BooleanTest) -> (bool, Self) {
        match test {
            BooleanTest::IsTrue => (false, Self::Is(true)),
            BooleanTest::IsFalse => (false, Self::Is(false)),
            BooleanTest::IsEmpty => (true, Self::HasValue),
            BooleanTest::HasAnyValue => (false, Self::HasValue),
        }
    }

    pub(crate) fn holds(self, boolean: bool) -> bool {
        match self {
            Self::HasValue => true,
            Self::Is(value) => value == boolean,
        }
    }
}
