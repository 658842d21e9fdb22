//! Filter to resolved filter: names become ids, days become instants, segments their filters.

use super::{
    calendar::Calendar,
    definitions::Definitions,
    error::Result,
    known::Known,
    leaf::{AnswerProbe, Events, Interactions, Leaf, NativeText, NativeTime, PropertyLeaf, Subject, ValueProbe},
    probe::{BooleanProbe, NumberProbe, SetProbe, TextProbe, TimeProbe},
    segments::{Inspection, Segments},
    store,
};
use crate::db::{self, Transaction};
use jiff::tz::TimeZone;
use shared::{
    filter::{
        AnswerCondition, AnswerTest, Condition, EventCondition, ExperienceCondition, Filter, Node, PropertyCondition,
        Which,
        test::{CountTest, TextTest, ValueTest},
        validate,
    },
    ids::SegmentId,
    problem::ProblemAt,
    time::Instant,
};
use std::{collections::HashMap, sync::Arc};

/// A filter that the database can be asked about. Muted nodes are not in it any more.
#[derive(Clone, Debug)]
pub struct ResolvedFilter {
    pub(crate) root: ResolvedNode,
    /// Conditions, which nodes name by their place.
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) calendar: Calendar,
    pub(super) names: Arc<Known>,
}

/// A node of the tree.
#[derive(Clone, Debug)]
pub(crate) struct ResolvedNode {
    /// Where it stands in the document; `None` inside of segments.
    pub pointer: Option<String>,
    pub kind: NodeKind,
}

/// What a node means.
#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    All(Vec<ResolvedNode>),
    Any(Vec<ResolvedNode>),
    Not(Box<ResolvedNode>),
    /// A node with a name, or a segment.
    Same(Box<ResolvedNode>),
    Leaf(usize),
}

/// Resolves a filter at the moment `now`.
///
/// # Errors
/// Every problem of the filter, with pointers that start at its document; or the database's failure.
pub async fn resolve(snapshot: &mut Transaction, filter: &Filter, now: Instant) -> Result<ResolvedFilter> {
    Definitions::of(snapshot, filter, now).await?.resolve(filter)
}

/// Resolves a filter by what was loaded for it; `of` is the segment whose filter it is.
pub(super) fn resolve_by(
    definitions: &Definitions,
    filter: &Filter,
    of: Option<SegmentId>,
) -> std::result::Result<ResolvedFilter, Vec<ProblemAt>> {
    let Definitions { segments, known, calendar } = definitions;
    let problems = problems(filter, segments, known, of);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut resolver = Resolver::new(definitions);
    let root = resolver.node(&filter.root, Some("/root".to_owned()));
    let Resolver { leaves, problems, .. } = resolver;
    if problems.is_empty() {
        Ok(ResolvedFilter { root, leaves, calendar: calendar.clone(), names: Arc::clone(known) })
    } else {
        Err(problems)
    }
}

pub(super) async fn time_zone(snapshot: &mut Transaction) -> db::Result<TimeZone> {
    let Some(name) = store::time_zone(snapshot).await? else { return Ok(TimeZone::UTC) };
    Ok(TimeZone::get(&name).unwrap_or_else(|error| {
        tracing::error!(%error, "the workspace's time zone is unknown; UTC is used");
        TimeZone::UTC
    }))
}

fn problems(filter: &Filter, segments: &Segments, known: &Known, of: Option<SegmentId>) -> Vec<ProblemAt> {
    let mut problems = validate(filter, known).err().unwrap_or_default();
    let mut inspection = Inspection::new(segments, known, of);
    for visit in filter.live_visits() {
        if let Node::Condition(Condition::Segment(condition)) = visit.node
            // An unknown one is told already.
            && segments.names().contains_key(&condition.id)
            && let Some(detail) = inspection.trouble(condition)
        {
            problems.push(ProblemAt { pointer: visit.pointer, detail });
        }
    }
    if problems.is_empty() {
        let detail = inspection.extent(filter);
        problems.extend(detail.map(|detail| ProblemAt { pointer: "/root".into(), detail }));
    }
    problems
}

/// The events that a condition looks at, however many it asks for; `None` where nobody knows them any more.
pub(super) fn events_of(definitions: &Definitions, condition: &EventCondition) -> Option<Events> {
    Resolver::new(definitions).events(condition, 1, None).ok()
}

struct Resolver<'a> {
    segments: &'a Segments,
    known: &'a Known,
    calendar: &'a Calendar,
    leaves: Vec<Leaf>,
    /// Segments that were put in place before.
    done: HashMap<SegmentId, ResolvedNode>,
    problems: Vec<ProblemAt>,
}

impl<'a> Resolver<'a> {
    fn new(definitions: &'a Definitions) -> Self {
        let Definitions { segments, known, calendar } = definitions;
        Self { segments, known, calendar, leaves: Vec::new(), done: HashMap::new(), problems: Vec::new() }
    }

    fn node(&mut self, node: &Node, pointer: Option<String>) -> ResolvedNode {
        let below = |step: &str| pointer.as_ref().map(|pointer| format!("{pointer}/{step}"));
        let kind = match node {
            Node::All(children) => NodeKind::All(self.children(children, below("all"))),
            Node::Any(children) => NodeKind::Any(self.children(children, below("any"))),
            Node::Not(child) => NodeKind::Not(Box::new(self.node(child, below("not")))),
            // Parents leave muted nodes out; nothing else can hold one.
            Node::Muted(_) => NodeKind::All(Vec::new()),
            Node::Named(named) => NodeKind::Same(Box::new(self.node(&named.node, below("named/node")))),
            Node::Condition(Condition::Segment(condition)) => {
                let segment = Box::new(self.segment(condition.id));
                if condition.member { NodeKind::Same(segment) } else { NodeKind::Not(segment) }
            }
            Node::Condition(condition) => {
                let leaf = self.leaf(condition).unwrap_or_else(|detail| {
                    let pointer = pointer.clone().unwrap_or_else(|| "/root".to_owned());
                    self.problems.push(ProblemAt { pointer, detail });
                    Leaf { negated: true, subject: Subject::Everyone }
                });
                self.leaves.push(leaf);
                NodeKind::Leaf(self.leaves.len() - 1)
            }
        };
        ResolvedNode { pointer, kind }
    }

    fn children(&mut self, children: &[Node], pointer: Option<String>) -> Vec<ResolvedNode> {
        let live = children.iter().enumerate().filter(|(_, child)| !matches!(child, Node::Muted(_)));
        live.map(|(index, child)| self.node(child, pointer.as_ref().map(|pointer| format!("{pointer}/{index}"))))
            .collect()
    }

    fn segment(&mut self, id: SegmentId) -> ResolvedNode {
        if let Some(node) = self.done.get(&id) {
            return node.clone();
        }
        // Every segment that is reached was found to be in order.
        let everyone = Filter::everyone();
        let segments = self.segments;
        let filter = segments.filter(id).unwrap_or(&everyone);
        let node = self.node(&filter.root, None);
        self.done.insert(id, node.clone());
        node
    }

    /// `Err` with a sentence for what validation cannot have let through.
    fn leaf(&self, condition: &Condition) -> std::result::Result<Leaf, String> {
        let (negated, subject) = match condition {
            Condition::Property(condition) => self.property(condition)?,
            Condition::Attribute(condition) => {
                let attribute_id = self.known.attribute_id(&condition.key).ok_or_else(gone)?;
                let (negated, probe) = self.value(&condition.test)?;
                (negated, Subject::Attribute { attribute_id, probe })
            }
            Condition::Experience(condition) => self.experience(condition)?,
            Condition::Answer(condition) => self.answer(condition)?,
            Condition::Event(condition) => self.event(condition)?,
            Condition::Import(condition) => {
                let import = self.known.import_of(condition.id).ok_or_else(gone)?;
                let import_id = condition.id.0;
                if import.is_reverted { (true, Subject::Everyone) } else { (false, Subject::Import { import_id }) }
            }
            Condition::Segment(_) => return Err(gone()),
        };
        Ok(Leaf { negated, subject })
    }

    fn property(&self, condition: &PropertyCondition) -> std::result::Result<(bool, Subject), String> {
        let text = |column, test: &TextTest| {
            TextProbe::new(test).map(|(negated, probe)| (negated, Subject::NativeText(column, probe)))
        };
        let time = |column, test| {
            let (negated, probe) = TimeProbe::new(test, self.calendar);
            (negated, Subject::NativeTime(column, probe))
        };
        Ok(match condition {
            PropertyCondition::Name(test) => text(NativeText::Name, test)?,
            PropertyCondition::Email(test) => text(NativeText::Email, test)?,
            PropertyCondition::UserId(test) => text(NativeText::UserId, test)?,
            PropertyCondition::Language(test) => text(NativeText::Language, test)?,
            PropertyCondition::LastActivity(test) => time(NativeTime::LastActivity, test),
            PropertyCondition::FirstSeen(test) => time(NativeTime::FirstSeen, test),
            PropertyCondition::Created(test) => time(NativeTime::Created, test),
            PropertyCondition::Sessions(test) => {
                let (negated, probe) = NumberProbe::new(test);
                (negated, Subject::Sessions(probe))
            }
            PropertyCondition::Tags(test) => {
                let (negated, probe) = SetProbe::of_tags(test);
                (negated, Subject::Tags(probe))
            }
            PropertyCondition::Identified(test) => match BooleanProbe::new(test) {
                // Everyone is identified or not, so that there always is a value.
                (negated, BooleanProbe::HasValue) => (negated, Subject::Everyone),
                (negated, BooleanProbe::Is(value)) => (negated == value, Subject::Identified),
            },
        })
    }

    fn value(&self, test: &ValueTest) -> std::result::Result<(bool, ValueProbe), String> {
        fn with<P>((negated, probe): (bool, P), kind: fn(P) -> ValueProbe) -> (bool, ValueProbe) {
            (negated, kind(probe))
        }
        Ok(match test {
            ValueTest::Text(test) => with(TextProbe::new(test)?, ValueProbe::Text),
            ValueTest::Number(test) => with(NumberProbe::new(test), ValueProbe::Number),
            ValueTest::Boolean(test) => with(BooleanProbe::new(test), ValueProbe::Boolean),
            ValueTest::Time(test) => with(TimeProbe::new(test, self.calendar), ValueProbe::Time),
            ValueTest::List(test) => with(SetProbe::of_list(test), ValueProbe::List),
        })
    }

    fn experience(&self, condition: &ExperienceCondition) -> std::result::Result<(bool, Subject), String> {
        let experience_keys = match &condition.which {
            Which::Any => self.known.experience_keys.clone(),
            Which::Id(id) => vec![self.known.experience_key(&id.0).ok_or_else(gone)?],
        };
        let interactions = Interactions {
            experience_keys,
            action: condition.action,
            step: condition.step,
            window: self.calendar.window(&condition.window),
        };
        Ok((!condition.happened, Subject::Experience(interactions)))
    }

    fn answer(&self, condition: &AnswerCondition) -> std::result::Result<(bool, Subject), String> {
        let AnswerCondition { experience, question, test, window } = condition;
        let question_key = self.known.question_key(experience, question).ok_or_else(gone)?;
        fn with<P>((negated, probe): (bool, P), kind: fn(P) -> AnswerProbe) -> (bool, AnswerProbe) {
            (negated, kind(probe))
        }
        let (negated, probe) = match test {
            AnswerTest::Number(test) => with(NumberProbe::new(test), AnswerProbe::Number),
            AnswerTest::Text(test) => with(TextProbe::new(test)?, AnswerProbe::Text),
            AnswerTest::Choice(test) => with(SetProbe::of_choice(test), AnswerProbe::Choice),
        };
        Ok((negated, Subject::Answer { question_key, window: self.calendar.window(window), probe }))
    }

    fn events(
        &self,
        condition: &EventCondition,
        at_least: u32,
        at_most: Option<u32>,
    ) -> std::result::Result<Events, String> {
        let event_name_id = self.known.event_name_id(&condition.name).ok_or_else(gone)?;
        let mut properties = Vec::with_capacity(condition.properties.len());
        for property in &condition.properties {
            let (negated, probe) = self.value(&property.test)?;
            properties.push(PropertyLeaf { key: property.property.clone(), negated, probe });
        }
        let window = self.calendar.window(&condition.window);
        Ok(Events { event_name_id, window, at_least, at_most, properties })
    }

    fn event(&self, condition: &EventCondition) -> std::result::Result<(bool, Subject), String> {
        // Users without such events are in none of the database's groups, so that "at most" is "not more than".
        let (negated, at_least, at_most) = match condition.count {
            CountTest::AtLeast(times) if times.0 == 0 => return Ok((false, Subject::Everyone)),
            CountTest::AtLeast(times) => (false, times.0, None),
            CountTest::AtMost(times) if times.0 == u32::MAX => return Ok((false, Subject::Everyone)),
            CountTest::AtMost(times) => (true, times.0 + 1, None),
            CountTest::Exactly(times) if times.0 == 0 => (true, 1, None),
            CountTest::Exactly(times) => (false, times.0, Some(times.0)),
        };
        Ok((negated, Subject::Event(self.events(condition, at_least, at_most)?)))
    }
}

fn gone() -> String {
    "What this names does not exist any more: choose another or remove this.".to_owned()
}
