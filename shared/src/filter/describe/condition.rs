//! Conditions in words.

use super::{
    tests_of::{boolean, choice, count, number, of_value, tags, text, time, window},
    words::{Phrase, name},
};
use crate::filter::{
    answer::{AnswerCondition, AnswerTest},
    condition::Condition,
    event::{EventCondition, EventProperty},
    experience::{ExperienceAction, ExperienceCondition, Which},
    names::Names,
    property::PropertyCondition,
    test::BooleanTest,
};
use crate::ids::TagId;

pub(super) fn condition(condition: &Condition, names: &dyn Names) -> Phrase {
    match condition {
        Condition::Property(condition) => property(condition, names),
        Condition::Attribute(condition) => {
            let subject = names.attribute(&condition.key).map_or(condition.key.as_str(), |field| &field.name);
            of_value(&name(subject), &condition.test)
        }
        Condition::Experience(condition) => experience(condition, names),
        Condition::Answer(condition) => answer(condition, names),
        Condition::Event(condition) => event(condition),
        Condition::Segment(condition) => {
            let id = condition.id;
            let segment = names.segment(id).map_or_else(|| format!("number {id}, which is gone"), name);
            Phrase::plain(format!("{}in segment {segment}", if condition.member { "" } else { "not " }))
        }
        Condition::Import(condition) => {
            let id = condition.id;
            let import = names.import(id).map_or_else(|| format!("number {id}, which is gone"), name);
            Phrase::plain(format!("in import {import}"))
        }
    }
}

fn property(condition: &PropertyCondition, names: &dyn Names) -> Phrase {
    let subject = condition.property().label();
    match condition {
        PropertyCondition::Name(test)
        | PropertyCondition::Email(test)
        | PropertyCondition::UserId(test)
        | PropertyCondition::Language(test) => text(subject, test),
        PropertyCondition::LastActivity(test)
        | PropertyCondition::FirstSeen(test)
        | PropertyCondition::Created(test) => time(subject, test),
        PropertyCondition::Sessions(test) => number(subject, test),
        PropertyCondition::Tags(test) => tags("has", "does not have", test, |id| tag(id, names)),
        PropertyCondition::Identified(test) => match test {
            BooleanTest::IsTrue => Phrase::plain("is identified"),
            BooleanTest::IsFalse => Phrase::plain("is not identified"),
            BooleanTest::IsEmpty | BooleanTest::HasAnyValue => boolean(subject, test),
        },
    }
}

pub(super) fn tag(id: TagId, names: &dyn Names) -> String {
    names.tag(id).map_or_else(|| format!("number {id}, which is gone"), name)
}

fn experience(condition: &ExperienceCondition, names: &dyn Names) -> Phrase {
    let has = if condition.happened { "has" } else { "has not" };
    Phrase::plain(format!("{has} {}", deed(condition, names)))
}

/// What was done, or was not, after "has": "completed Getting started within the last week".
pub(super) fn deed(condition: &ExperienceCondition, names: &dyn Names) -> String {
    let which = match &condition.which {
        Which::Any if condition.happened => "an experience".to_owned(),
        Which::Any => "any experience".to_owned(),
        Which::Id(id) => name(names.experience(&id.0).unwrap_or(&id.0)),
    };
    let did = match condition.action {
        ExperienceAction::Seen => "seen".to_owned(),
        ExperienceAction::StepReached => format!("reached step {} of", condition.step.unwrap_or_default()),
        ExperienceAction::Completed => "completed".to_owned(),
        ExperienceAction::Dismissed => "dismissed".to_owned(),
        ExperienceAction::Answered => "answered".to_owned(),
    };
    format!("{did} {which}{}", window(&condition.window))
}

pub(super) fn answer(condition: &AnswerCondition, names: &dyn Names) -> Phrase {
    let AnswerCondition { experience, question, test, window: when } = condition;
    let asked = name(names.question(experience, question).map_or(question.as_str(), |field| &field.name));
    let inside = name(names.experience(experience).unwrap_or(experience));
    let subject = format!("answer to {asked} in {inside}{}", window(when));
    match test {
        AnswerTest::Number(test) => number(&subject, test),
        AnswerTest::Text(test) => text(&subject, test),
        AnswerTest::Choice(test) => choice(&subject, test),
    }
}

fn event(condition: &EventCondition) -> Phrase {
    let EventCondition { name: event, count: often, window: when, properties } = condition;
    let often = count(often).map_or_else(|| "never happened".to_owned(), |often| format!("happened{often}"));
    Phrase::plain(format!("event {} {often}{}{}", name(event), window(when), tested(properties)))
}

/// Tests of an event's properties with a space before them; nothing without any.
pub(super) fn tested(properties: &[EventProperty]) -> String {
    if properties.is_empty() {
        return String::new();
    }
    let tests: Vec<_> = properties.iter().map(|property| of_value(&name(&property.property), &property.test)).collect();
    let separator = if tests.iter().any(|test| test.has_bare_and) { ", and " } else { " and " };
    let tests: Vec<_> = tests.into_iter().map(|test| test.text).collect();
    // In brackets, so that the tests are not read as conditions of their own.
    format!(" (where {})", tests.join(separator))
}
