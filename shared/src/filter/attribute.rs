//! Conditions on custom attributes.

use super::{
    limits,
    read::{Place, Reader},
    test::{ValueTest, kind::Read},
};
use serde::Serialize;
use serde_json::Value;

/// An attribute and its test, which must be of the attribute's kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttributeCondition {
    /// The key that the product sends.
    pub key: String,
    /// The test.
    pub test: ValueTest,
}

impl Read for AttributeCondition {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["key", "test"])?;
        let key = reader.required(map, place, "key");
        let key = key.and_then(|key| reader.text(key, &place.key("key"), limits::KEY));
        let test = reader.required(map, place, "test");
        let test = test.and_then(|test| ValueTest::read(reader, test, &place.key("test")));
        Some(Self { key: key?, test: test? })
    }
}
