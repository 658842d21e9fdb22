//! A test of a value of any kind: of attributes and of events' properties.

use super::{BooleanTest, ListTest, NumberTest, TextTest, TimeTest, kind::tagged};
use crate::api::catalogue::AttributeKind;

tagged! {
    /// A test and the kind of value it is for.
    ValueTest {
        /// Of a text.
        Text(test: TextTest) = "text";
        /// Of a number.
        Number(test: NumberTest) = "number";
        /// Of a truth value.
        Boolean(test: BooleanTest) = "boolean";
        /// Of an instant.
        Time(test: TimeTest) = "time";
        /// Of a list.
        List(test: ListTest) = "list";
    }
}

impl ValueTest {
    /// The kind of value it is for.
    #[must_use]
    pub fn kind(&self) -> AttributeKind {
        match self {
            Self::Text(_) => AttributeKind::Text,
            Self::Number(_) => AttributeKind::Number,
            Self::Boolean(_) => AttributeKind::Boolean,
            Self::Time(_) => AttributeKind::Time,
            Self::List(_) => AttributeKind::List,
        }
    }
}
