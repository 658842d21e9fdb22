//! The tree and the conditions that need nothing but a look at the user.

use super::{
    experience::{answer, event, experience},
    facts::Facts,
    value,
};
use crate::{
    filter::{
        clock::Clock,
        condition::Condition,
        node::{Filter, Node},
        property::PropertyCondition,
    },
    ids::SegmentId,
};
use std::collections::BTreeMap;

/// What a filter's meaning depends on besides the user.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The time and the time zone.
    pub clock: &'a Clock,
    /// Definitions of segments. Filters are validated before: every segment that is named is here, and none leads
    /// back to itself.
    pub segments: &'a BTreeMap<SegmentId, Filter>,
}

/// Whether a user matches a filter.
#[must_use]
pub fn matches(filter: &Filter, facts: &Facts, context: Context<'_>) -> bool {
    node(&filter.root, facts, context)
}

/// How many users match each node that takes part, by its pointer.
#[must_use]
pub fn counts(filter: &Filter, users: &[Facts], context: Context<'_>) -> Vec<(String, usize)> {
    let count = |part: &Node| users.iter().filter(|facts| node(part, facts, context)).count();
    filter.live_visits().into_iter().map(|visit| (visit.pointer, count(visit.node))).collect()
}

fn node(part: &Node, facts: &Facts, context: Context<'_>) -> bool {
    let live = |child: &&Node| !matches!(child, Node::Muted(_));
    match part {
        Node::All(children) => children.iter().filter(live).all(|child| node(child, facts, context)),
        Node::Any(children) => children.iter().filter(live).any(|child| node(child, facts, context)),
        Node::Not(child) => !node(child, facts, context),
        // Never asked: groups leave muted children out, and nothing else has them.
        Node::Muted(child) => node(child, facts, context),
        Node::Named(named) => node(&named.node, facts, context),
        Node::Condition(leaf) => condition(leaf, facts, context),
    }
}

fn condition(leaf: &Condition, facts: &Facts, context: Context<'_>) -> bool {
    let clock = context.clock;
    match leaf {
        Condition::Property(condition) => property(condition, facts, clock),
        Condition::Attribute(condition) => value::holds(&condition.test, facts.attributes.get(&condition.key), clock),
        Condition::Experience(condition) => experience(condition, facts, clock),
        Condition::Answer(condition) => answer(condition, facts, clock),
        Condition::Event(condition) => event(condition, facts, clock),
        Condition::Segment(condition) => {
            let segment = context.segments.get(&condition.id);
            segment.is_some_and(|segment| matches(segment, facts, context) == condition.member)
        }
        Condition::Import(condition) => facts.imports.contains(&condition.id),
    }
}

fn property(condition: &PropertyCondition, facts: &Facts, clock: &Clock) -> bool {
    match condition {
        PropertyCondition::Name(test) => test.holds(facts.name.as_deref()),
        PropertyCondition::Email(test) => test.holds(facts.email.as_deref()),
        PropertyCondition::UserId(test) => test.holds(facts.user_id.as_deref()),
        PropertyCondition::Language(test) => test.holds(facts.language.as_deref()),
        PropertyCondition::LastActivity(test) => clock.meaning(test).holds(facts.last_activity),
        PropertyCondition::FirstSeen(test) => clock.meaning(test).holds(facts.first_seen),
        PropertyCondition::Created(test) => clock.meaning(test).holds(facts.created),
        PropertyCondition::Sessions(test) => test.holds(Some(f64::from(facts.sessions))),
        PropertyCondition::Tags(test) => test.holds(&facts.tags),
        PropertyCondition::Identified(test) => test.holds(Some(facts.user_id.is_some())),
    }
}
