//! Conditions on how often events happened.

use super::{
    experience::read_window,
    limits,
    read::{Place, Reader},
    test::{CountTest, ValueTest, Window, kind::Read},
};
use serde::Serialize;
use serde_json::Value;

/// How many events of a name, in a window, pass every test of their properties.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventCondition {
    /// The event's name.
    pub name: String,
    /// How many.
    #[serde(skip_serializing_if = "is_once")]
    pub count: CountTest,
    /// When events are looked for.
    #[serde(skip_serializing_if = "Window::is_ever")]
    pub window: Window,
    /// Tests that one and the same event passes.
    #[serde(rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<EventProperty>,
}

/// A test of an event's property.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventProperty {
    /// The dotted key.
    pub property: String,
    /// The test.
    pub test: ValueTest,
}

fn is_once(count: &CountTest) -> bool {
    *count == CountTest::ONCE
}

impl Read for EventCondition {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["name", "count", "window", "where"])?;
        let name = reader.required(map, place, "name");
        let name = name.and_then(|name| reader.text(name, &place.key("name"), limits::KEY));
        let count = map.get("count");
        let count = count.map_or(Some(CountTest::ONCE), |count| CountTest::read(reader, count, &place.key("count")));
        let window = read_window(reader, map.get("window"), place);
        let properties = read_properties(reader, map.get("where"), &place.key("where"));
        Some(Self { name: name?, count: count?, window: window?, properties: properties? })
    }
}

fn read_properties(reader: &mut Reader, value: Option<&Value>, place: &Place<'_>) -> Option<Vec<EventProperty>> {
    let values = match value {
        None => return Some(Vec::new()),
        Some(Value::Array(values)) => values,
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
            return reader.wrong(place, "Give a list of property tests, in square brackets.");
        }
    };
    if values.len() > limits::WHERE {
        let (count, most) = (values.len(), limits::WHERE);
        return reader.wrong(place, format!("There are {count} property tests: {most} are the most."));
    }
    let read = values.iter().enumerate().map(|(index, value)| EventProperty::read(reader, value, &place.index(index)));
    read.collect::<Vec<_>>().into_iter().collect()
}

impl Read for EventProperty {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["property", "test"])?;
        let property = reader.required(map, place, "property");
        let property = property.and_then(|property| reader.text(property, &place.key("property"), limits::KEY));
        let test = reader.required(map, place, "test");
        let test = test.and_then(|test| ValueTest::read(reader, test, &place.key("test")));
        Some(Self { property: property?, test: test? })
    }
}
