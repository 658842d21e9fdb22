//! Conditions: the leaves of the tree.

use super::{
    answer::AnswerCondition,
    attribute::AttributeCondition,
    event::EventCondition,
    experience::ExperienceCondition,
    import::ImportCondition,
    property::PropertyCondition,
    read::{Place, Reader},
    segment::SegmentCondition,
    test::kind::tagged,
};
use serde_json::Value;
use std::{fmt::Display, str::FromStr};

tagged! {
    /// A condition, true or false for every user.
    Condition {
        /// A native property.
        Property(condition: PropertyCondition) = "property";
        /// A custom attribute.
        Attribute(condition: AttributeCondition) = "attribute";
        /// What the user did with an experience.
        Experience(condition: ExperienceCondition) = "experience";
        /// What the user answered.
        Answer(condition: AnswerCondition) = "answer";
        /// How often an event happened.
        Event(condition: EventCondition) = "event";
        /// A segment.
        Segment(condition: SegmentCondition) = "segment";
        /// An import.
        Import(condition: ImportCondition) = "import";
    }
}

impl Condition {
    /// The words of all categories.
    pub(crate) const CATEGORIES: &'static [&'static str] = Self::WORDS;
}

/// Reads an id: a whole number in quotes, written as Rollcall writes it.
pub(crate) fn read_id<Id: FromStr + Display>(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Id> {
    const SENTENCE: &str = "Give an id: a whole number in quotes, such as \"7\".";
    match value {
        Value::String(text) if text.is_empty() => reader.missing(place, SENTENCE),
        Value::String(text) => match text.parse::<Id>().ok().filter(|id| id.to_string() == *text) {
            Some(id) => Some(id),
            None => reader.wrong(place, SENTENCE),
        },
        Value::Null => reader.missing(place, SENTENCE),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => reader.wrong(place, SENTENCE),
    }
}
