//! Events, interactions and answers.

use super::{
    facts::{EventFact, Facts},
    value,
};
use crate::filter::{
    answer::{AnswerCondition, AnswerTest},
    clock::Clock,
    event::EventCondition,
    experience::{ExperienceAction, ExperienceCondition, Which},
};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) fn event(condition: &EventCondition, facts: &Facts, clock: &Clock) -> bool {
    let window = clock.window(&condition.window);
    let passes = |event: &&EventFact| {
        event.name == condition.name
            && window.contains(event.at)
            && condition
                .properties
                .iter()
                .all(|property| value::holds(&property.test, event.properties.get(&property.property), clock))
    };
    let count = facts.events.iter().filter(passes).count();
    condition.count.holds(u64::try_from(count).unwrap_or(u64::MAX))
}

pub(super) fn experience(condition: &ExperienceCondition, facts: &Facts, clock: &Clock) -> bool {
    let window = clock.window(&condition.window);
    let happened = facts.interactions.iter().any(|interaction| {
        let is_it = match &condition.which {
            Which::Any => true,
            Which::Id(id) => interaction.experience == id.0,
        };
        let is_so_far = match condition.action {
            ExperienceAction::StepReached => interaction.step.is_some() && interaction.step >= condition.step,
            ExperienceAction::Seen
            | ExperienceAction::Completed
            | ExperienceAction::Dismissed
            | ExperienceAction::Answered => true,
        };
        is_it && is_so_far && interaction.action == condition.action && window.contains(interaction.at)
    });
    happened == condition.happened
}

pub(super) fn answer(condition: &AnswerCondition, facts: &Facts, clock: &Clock) -> bool {
    let window = clock.window(&condition.window);
    let answers = facts.answers.iter().filter(|answer| {
        answer.experience == condition.experience && answer.question == condition.question && window.contains(answer.at)
    });
    // Of equals the last: the one that arrived last.
    let latest = answers.max_by_key(|answer| answer.at).map(|answer| &answer.answer);
    match &condition.test {
        AnswerTest::Number(test) => test.holds(latest.and_then(value::number)),
        AnswerTest::Text(test) => test.holds(latest.and_then(Value::as_str)),
        AnswerTest::Choice(test) => test.holds(&latest.map(options).unwrap_or_default()),
    }
}

/// The chosen options: of a single choice one.
fn options(answer: &Value) -> BTreeSet<String> {
    match answer {
        Value::String(_) | Value::Number(_) => value::item(answer).into_iter().collect(),
        Value::Array(_) => value::list(answer).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Object(_) => BTreeSet::new(),
    }
}
