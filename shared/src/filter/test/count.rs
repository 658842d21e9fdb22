//! How often an event happened.

use super::kind::{Operand, OperandShape, Read, test_kind};
use crate::filter::read::{Place, Reader};
use serde::Serialize;
use serde_json::Value;

test_kind! {
    /// How often an event happened.
    CountTest {
        /// So often or more.
        AtLeast(times: Times) = "at_least", "at least";
        /// So often or less; never is less than any number.
        AtMost(times: Times) = "at_most", "at most";
        /// So often.
        Exactly(times: Times) = "exactly", "exactly";
    }
}

/// A whole number from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Times(pub u32);

impl Read for Times {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        reader.whole(value, place, 0, u32::MAX).map(Self)
    }
}

impl Operand for Times {
    const SHAPE: OperandShape = OperandShape::Count;
}

impl CountTest {
    /// At least once, which is meant where nothing is said.
    pub const ONCE: Self = Self::AtLeast(Times(1));

    /// Whether a number of events passes.
    #[must_use]
    pub fn holds(&self, count: u64) -> bool {
        match self {
            Self::AtLeast(times) => count >= u64::from(times.0),
            Self::AtMost(times) => count <= u64::from(times.0),
            Self::Exactly(times) => count == u64::from(times.0),
        }
    }
}
