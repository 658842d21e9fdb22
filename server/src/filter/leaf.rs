//! Conditions after resolving: ids instead of names, instants instead of days, positive tests.

use super::probe::{BooleanProbe, NumberProbe, Range, SetProbe, TextProbe, TimeProbe};
use shared::filter::ExperienceAction;

/// A condition: who the subject matches, or everyone else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    pub negated: bool,
    pub subject: Subject,
}

/// What is looked at, and the positive test of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Subject {
    Everyone,
    NativeText(NativeText, TextProbe),
    NativeTime(NativeTime, TimeProbe),
    Sessions(NumberProbe),
    Identified,
    Tags(SetProbe<i64>),
    Attribute { attribute_id: i64, probe: ValueProbe },
    Experience(Interactions),
    Answer { question_key: i64, window: Range, probe: AnswerProbe },
    Event(Events),
    Import { import_id: i64 },
}

/// Native properties that are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NativeText {
    Name,
    Email,
    UserId,
    Language,
}

/// Native properties that are instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NativeTime {
    LastActivity,
    FirstSeen,
    Created,
}

/// A positive test of a value of any kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ValueProbe {
    Text(TextProbe),
    Number(NumberProbe),
    Boolean(BooleanProbe),
    Time(TimeProbe),
    List(SetProbe<String>),
}

/// A positive test of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AnswerProbe {
    Text(TextProbe),
    Number(NumberProbe),
    Choice(SetProbe<String>),
}

/// Whether there is such an interaction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Interactions {
    /// Any of these.
    pub experience_keys: Vec<i64>,
    pub action: ExperienceAction,
    /// The step that was reached or passed.
    pub step: Option<u32>,
    pub window: Range,
}

/// Whether there are at least so many such events, and not more than a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Events {
    pub event_name_id: i64,
    pub window: Range,
    /// Never 0.
    pub at_least: u32,
    pub at_most: Option<u32>,
    pub properties: Vec<PropertyLeaf>,
}

/// A test of an event's property.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PropertyLeaf {
    pub key: String,
    pub negated: bool,
    pub probe: ValueProbe,
}
