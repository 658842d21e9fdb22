//! Tests of a number.

use super::kind::{Operand, OperandShape, Read, test_kind};
use crate::filter::read::{Place, Reader};
use serde::{Serialize, Serializer};
use serde_json::Value;

test_kind! {
    /// A test of a number.
    NumberTest {
        /// The same number.
        Equals(operand: Number) = "equals", "is";
        /// Another number, or none.
        NotEquals(operand: Number) = "not_equals", "is not";
        /// More than the operand.
        GreaterThan(operand: Number) = "greater_than", "is greater than";
        /// The operand or more.
        AtLeast(operand: Number) = "at_least", "is at least";
        /// Less than the operand.
        LessThan(operand: Number) = "less_than", "is less than";
        /// The operand or less.
        AtMost(operand: Number) = "at_most", "is at most";
        /// In a range with both ends.
        Between(operand: NumberRange) = "between", "is between";
        /// There is no number.
        IsEmpty = "is_empty", "is empty";
        /// There is a number.
        HasAnyValue = "has_any_value", "has any value";
    }
}

/// A finite double, never -0. Whole ones are written without a fraction, as browsers write them.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// Nothing.
    pub const ZERO: Self = Self(0.0);

    /// `None` for what is not finite.
    #[must_use]
    pub fn new(number: f64) -> Option<Self> {
        number.is_finite().then_some(Self(number + 0.0))
    }

    /// The double.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// Up to here every whole double is itself in JSON and in an i64.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl Read for Number {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        reader.number(value, place).map(Self)
    }
}

impl Operand for Number {
    const SHAPE: OperandShape = OperandShape::Number;
}

/// A range of numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NumberRange {
    /// The first.
    pub from: Number,
    /// The last.
    pub to: Number,
}

impl Read for NumberRange {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["from", "to"])?;
        let mut end = |key| {
            let value = reader.required(map, place, key)?;
            Number::read(reader, value, &place.key(key))
        };
        let (from, to) = (end("from"), end("to"));
        let range = Self { from: from?, to: to? };
        if range.from > range.to {
            return reader.wrong(place, "The first value is after the second: swap them.");
        }
        Some(range)
    }
}

impl Operand for NumberRange {
    const SHAPE: OperandShape = OperandShape::NumberRange;
}

#[cfg(feature = "oracle")]
impl NumberTest {
    /// Whether a number passes. `None` is a missing one.
    pub(crate) fn holds(&self, number: Option<f64>) -> bool {
        let is = |compares: &dyn Fn(f64) -> bool| number.is_some_and(compares);
        match self {
            Self::Equals(operand) => is(&|number| number == operand.0),
            Self::NotEquals(operand) => !is(&|number| number == operand.0),
            Self::GreaterThan(operand) => is(&|number| number > operand.0),
            Self::AtLeast(operand) => is(&|number| number >= operand.0),
            Self::LessThan(operand) => is(&|number| number < operand.0),
            Self::AtMost(operand) => is(&|number| number <= operand.0),
            Self::Between(range) => is(&|number| (range.from.0..=range.to.0).contains(&number)),
            Self::IsEmpty => number.is_none(),
            Self::HasAnyValue => number.is_some(),
        }
    }
}
