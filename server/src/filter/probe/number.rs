//! Positive tests of numbers: ranges of doubles.

use shared::filter::test::{Number, NumberTest};

/// A positive test of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberProbe {
    HasValue,
    Equals(f64),
    GreaterThan(f64),
    AtLeast(f64),
    LessThan(f64),
    AtMost(f64),
    /// Both ends included.
    Between(f64, f64),
}

impl NumberProbe {
    pub(crate) fn new(test: &NumberTest) -> (bool, Self) {
        let positive = |make: fn(f64) -> Self, operand: &Number| (false, make(operand.get()));
        match test {
            NumberTest::Equals(operand) => positive(Self::Equals, operand),
            NumberTest::NotEquals(operand) => (true, Self::Equals(operand.get())),
            NumberTest::GreaterThan(operand) => positive(Self::GreaterThan, operand),
            NumberTest::AtLeast(operand) => positive(Self::AtLeast, operand),
            NumberTest::LessThan(operand) => positive(Self::LessThan, operand),
            NumberTest::AtMost(operand) => positive(Self::AtMost, operand),
            NumberTest::Between(range) => (false, Self::Between(range.from.get(), range.to.get())),
            NumberTest::IsEmpty => (true, Self::HasValue),
            NumberTest::HasAnyValue => (false, Self::HasValue),
        }
    }

    pub(crate) fn holds(self, number: f64) -> bool {
        match self {
            Self::HasValue => true,
            Self::Equals(value) => number == value,
            Self::GreaterThan(value) => number > value,
            Self::AtLeast(value) => number >= value,
            Self::LessThan(value) => number < value,
            Self::AtMost(value) => number <= value,
            Self::Between(from, to) => (from..=to).contains(&number),
        }
    }
}
