//! Random filters that are valid in a world.

use super::{
    operand::{
        boolean_test, choice_test, count_test, number_test, pick, tags_test, text_test, time_test, value_test, window,
    },
    population::{EVENTS, EXPERIENCES, KEYS, QUESTIONS, World},
};
use crate::{
    filter::{
        answer::{AnswerCondition, AnswerTest},
        attribute::AttributeCondition,
        condition::Condition,
        event::{EventCondition, EventProperty},
        experience::{ExperienceAction, ExperienceCondition, ExperienceId, Which},
        import::ImportCondition,
        limits,
        names::QuestionKind,
        node::{Filter, NamedNode, Node},
        property::{Property, PropertyCondition},
        segment::SegmentCondition,
    },
    ids::TagId,
};
use rand::Rng;

/// A random filter of about so many conditions, up to 40. It is inside all limits, and everything it names exists.
#[must_use]
pub fn filter(random: &mut impl Rng, world: &World, conditions: usize) -> Filter {
    let mut left = conditions.clamp(1, 40);
    Filter { root: node(random, world, &mut left, 1) }
}

fn node(random: &mut impl Rng, world: &World, left: &mut usize, level: usize) -> Node {
    // Small filters are mostly one condition; a group only where there is something to put into it.
    let is_leaf = level > limits::DEPTH || *left == 0 || random.random_ratio(1, 3);
    // Groups are counted too, so that unary ones come to an end.
    *left = left.saturating_sub(1);
    if is_leaf {
        return Node::Condition(condition(random, world));
    }
    match random.random_range(0..10) {
        0 | 1 => Node::Not(Box::new(node(random, world, left, level + 1))),
        2 => {
            let named = NamedNode { name: "Some name".to_owned(), node: node(random, world, left, level) };
            Node::Named(Box::new(named))
        }
        3..=6 => Node::All(children(random, world, left, level + 1)),
        _ => Node::Any(children(random, world, left, level + 1)),
    }
}

fn children(random: &mut impl Rng, world: &World, left: &mut usize, level: usize) -> Vec<Node> {
    let count = if random.random_ratio(1, 20) { 0 } else { random.random_range(1..=3) };
    let mut children = Vec::with_capacity(count);
    for _ in 0..count {
        let child = node(random, world, left, level);
        children.push(if random.random_ratio(1, 8) { Node::Muted(Box::new(child)) } else { child });
    }
    children
}

fn condition(random: &mut impl Rng, world: &World) -> Condition {
    let now = world.now;
    match random.random_range(0..16) {
        0..=4 => Condition::Property(property(random, world)),
        5..=8 => {
            let (key, kind) = pick(random, &KEYS);
            Condition::Attribute(AttributeCondition { key: key.to_owned(), test: value_test(random, kind, now) })
        }
        9 | 10 => Condition::Experience(experience(random, world)),
        11 | 12 => Condition::Answer(answer(random, world)),
        13 => Condition::Event(event(random, world)),
        14 => match world.segments.len() {
            0 => Condition::Event(event(random, world)),
            _ => {
                let ids: Vec<_> = world.segments.keys().copied().collect();
                Condition::Segment(SegmentCondition { id: pick(random, &ids), member: random.random() })
            }
        },
        _ => {
            let ids: Vec<_> = world.directory.imports.keys().copied().collect();
            Condition::Import(ImportCondition { id: pick(random, &ids) })
        }
    }
}

fn property(random: &mut impl Rng, world: &World) -> PropertyCondition {
    let now = world.now;
    match pick(random, Property::ALL) {
        Property::Name => PropertyCondition::Name(text_test(random)),
        Property::Email => PropertyCondition::Email(text_test(random)),
        Property::UserId => PropertyCondition::UserId(text_test(random)),
        Property::Language => PropertyCondition::Language(text_test(random)),
        Property::LastActivity => PropertyCondition::LastActivity(time_test(random, now)),
        Property::FirstSeen => PropertyCondition::FirstSeen(time_test(random, now)),
        Property::Created => PropertyCondition::Created(time_test(random, now)),
        Property::Sessions => PropertyCondition::Sessions(number_test(random)),
        Property::Tags => {
            let ids: Vec<TagId> = world.directory.tags.keys().copied().collect();
            PropertyCondition::Tags(tags_test(random, &ids))
        }
        Property::Identified => PropertyCondition::Identified(boolean_test(random)),
    }
}

fn experience(random: &mut impl Rng, world: &World) -> ExperienceCondition {
    let action = pick(random, ExperienceAction::ALL);
    let id = pick(random, &EXPERIENCES).to_owned();
    ExperienceCondition {
        which: if random.random() { Which::Any } else { Which::Id(ExperienceId(id)) },
        action,
        happened: random.random(),
        window: window(random, world.now),
        step: (action == ExperienceAction::StepReached).then(|| random.random_range(0..5)),
    }
}

fn answer(random: &mut impl Rng, world: &World) -> AnswerCondition {
    let (question, kind) = pick(random, &QUESTIONS);
    let test = match kind {
        QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number => AnswerTest::Number(number_test(random)),
        QuestionKind::SingleChoice | QuestionKind::MultipleChoice => AnswerTest::Choice(choice_test(random)),
        QuestionKind::Text => AnswerTest::Text(text_test(random)),
    };
    let (experience, question) = (pick(random, &EXPERIENCES).to_owned(), question.to_owned());
    AnswerCondition { experience, question, test, window: window(random, world.now) }
}

fn event(random: &mut impl Rng, world: &World) -> EventCondition {
    let tests = pick(random, &[0, 0, 1, 2]);
    let mut properties = Vec::new();
    for _ in 0..tests {
        let (property, kind) = pick(random, &KEYS);
        properties.push(EventProperty { property: property.to_owned(), test: value_test(random, kind, world.now) });
    }
    EventCondition {
        name: pick(random, &EVENTS).to_owned(),
        count: count_test(random),
        window: window(random, world.now),
        properties,
    }
}
