//! Segments that a filter names, and those that these name: loaded, and looked at for what cannot be put in place.

use super::{known::Known, store};
use crate::db::{Result, Transaction};
use shared::{
    filter::{Condition, Filter, Node, SegmentCondition, limits, validate},
    ids::SegmentId,
};
use std::collections::{BTreeSet, HashMap};

/// Segments within segments, and levels of groups after all were put in place. Databases limit the depth of
/// expressions; nobody can follow so much anyway.
const MOST_LEVELS: usize = 100;

#[derive(Clone, Debug)]
struct Stored {
    name: String,
    /// `None` for a document that can no longer be read.
    filter: Option<Filter>,
}

/// How much a tree is after segments were put in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Extent {
    nodes: usize,
    levels: usize,
}

impl Extent {
    fn beside(self, other: Self) -> Self {
        Self { nodes: self.nodes.saturating_add(other.nodes), levels: self.levels.max(other.levels) }
    }

    fn sentence(self) -> Option<String> {
        if self.nodes > limits::INLINED {
            let most = limits::INLINED;
            return Some(format!("With its segments put in place the filter has more than {most} nodes: shorten it."));
        }
        (self.levels > MOST_LEVELS).then(|| {
            format!("With its segments put in place the filter is more than {MOST_LEVELS} levels deep: flatten it.")
        })
    }
}

/// Segments by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Segments(HashMap<SegmentId, Stored>);

fn named_in(filter: &Filter) -> impl Iterator<Item = SegmentId> {
    filter.conditions().filter_map(|condition| match condition {
        Condition::Segment(condition) => Some(condition.id),
        Condition::Property(_)
        | Condition::Attribute(_)
        | Condition::Experience(_)
        | Condition::Answer(_)
        | Condition::Event(_)
        | Condition::Import(_) => None,
    })
}

impl Segments {
    /// Loads what a filter reaches.
    pub(super) async fn load(snapshot: &mut Transaction, filter: &Filter) -> Result<Self> {
        let mut segments = Self::default();
        let mut asked: BTreeSet<SegmentId> = BTreeSet::new();
        let mut wanted: BTreeSet<SegmentId> = named_in(filter).collect();
        while !wanted.is_empty() {
            let ids = wanted.iter().map(|id| id.0).collect();
            asked.append(&mut wanted);
            for (id, name, document) in store::segments(snapshot, ids).await? {
                let filter = Filter::parse(document.as_bytes()).ok();
                wanted.extend(filter.iter().flat_map(named_in).filter(|id| !asked.contains(id)));
                segments.0.insert(SegmentId(id), Stored { name, filter });
            }
        }
        Ok(segments)
    }

    /// Loads every segment.
    pub(super) async fn all(snapshot: &mut Transaction) -> Result<Self> {
        let stored = store::all_segments(snapshot).await?.into_iter().map(|(id, name, document)| {
            let filter = Filter::parse(document.as_bytes()).ok();
            (SegmentId(id), Stored { name, filter })
        });
        Ok(Self(stored.collect()))
    }

    /// As if a segment had another filter.
    pub(super) fn with(&self, id: SegmentId, filter: Filter) -> Self {
        let mut segments = self.clone();
        if let Some(stored) = segments.0.get_mut(&id) {
            stored.filter = Some(filter);
        }
        segments
    }

    /// Segments whose members depend on those of one, through others as well; without the one itself.
    pub(super) fn dependents(&self, id: SegmentId) -> Vec<SegmentId> {
        let mut reached = BTreeSet::from([id]);
        let mut fresh = vec![id];
        while let Some(next) = fresh.pop() {
            for (other, stored) in &self.0 {
                let names_it = stored.filter.as_ref().is_some_and(|filter| named_in(filter).any(|named| named == next));
                if names_it && reached.insert(*other) {
                    fresh.push(*other);
                }
            }
        }
        reached.remove(&id);
        reached.into_iter().collect()
    }

    pub(super) fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.0.values().filter_map(|stored| stored.filter.as_ref())
    }

    pub(super) fn filter(&self, id: SegmentId) -> Option<&Filter> {
        self.0.get(&id)?.filter.as_ref()
    }

    pub(super) fn names(&self) -> HashMap<SegmentId, String> {
        self.0.iter().map(|(id, stored)| (*id, stored.name.clone())).collect()
    }

    fn name(&self, id: SegmentId) -> &str {
        self.0.get(&id).map_or("", |stored| &stored.name)
    }
}

/// Finds what keeps segments from being put in place of the conditions that name them.
pub(super) struct Inspection<'a> {
    segments: &'a Segments,
    known: &'a Known,
    /// Segments on the way to the one that is looked at.
    path: Vec<SegmentId>,
    done: HashMap<SegmentId, std::result::Result<Extent, String>>,
}

impl<'a> Inspection<'a> {
    /// `of` is the segment that the filter belongs to, which no other may lead back to.
    pub(super) fn new(segments: &'a Segments, known: &'a Known, of: Option<SegmentId>) -> Self {
        Self { segments, known, path: of.into_iter().collect(), done: HashMap::new() }
    }

    /// What is wrong with a segment condition's segment, in a sentence.
    pub(super) fn trouble(&mut self, condition: &SegmentCondition) -> Option<String> {
        self.segment(condition.id).err()
    }

    /// What is wrong with a whole filter whose segments are in order.
    pub(super) fn extent(&mut self, filter: &Filter) -> Option<String> {
        self.node(&filter.root).map_or_else(Some, Extent::sentence)
    }

    fn segment(&mut self, id: SegmentId) -> std::result::Result<Extent, String> {
        if let Some(start) = self.path.iter().position(|other| *other == id) {
            let circle = self.path[start..].iter().chain([&id]);
            let circle: Vec<_> = circle.map(|id| self.segments.name(*id)).collect();
            return Err(format!("Segments lead back to themselves: {}. Remove one of them.", circle.join(" > ")));
        }
        if let Some(done) = self.done.get(&id) {
            return done.clone();
        }
        if self.path.len() >= MOST_LEVELS {
            return Err(format!("Segments lead on for more than {MOST_LEVELS} steps: remove some of them."));
        }
        self.path.push(id);
        let found = self.segment_itself(id);
        self.path.pop();
        self.done.insert(id, found.clone());
        found
    }

    fn segment_itself(&mut self, id: SegmentId) -> std::result::Result<Extent, String> {
        let name = self.segments.name(id);
        let Some(filter) = self.segments.filter(id) else {
            return Err(format!("The segment “{name}” cannot be read any more: define it anew."));
        };
        if let Err(problems) = validate(filter, self.known) {
            let sentence = problems.into_iter().next().map(|problem| problem.detail).unwrap_or_default();
            return Err(format!("The segment “{name}” cannot be used. {sentence}"));
        }
        let extent = self.node(&filter.root)?;
        extent.sentence().map_or(Ok(extent), Err)
    }

    fn node(&mut self, node: &Node) -> std::result::Result<Extent, String> {
        let inside = match node {
            Node::All(children) | Node::Any(children) => {
                let mut inside = Extent::default();
                for child in children {
                    inside = inside.beside(self.node(child)?);
                }
                inside
            }
            Node::Not(child) => self.node(child)?,
            Node::Muted(_) => return Ok(Extent::default()),
            Node::Named(named) => return self.node(&named.node),
            Node::Condition(Condition::Segment(condition)) => {
                // The segment's filter stands in its place, after a "not" where members are left out.
                let inside = self.segment(condition.id)?;
                return Ok(Extent { levels: inside.levels + usize::from(!condition.member), ..inside });
            }
            Node::Condition(
                Condition::Property(_)
                | Condition::Attribute(_)
                | Condition::Experience(_)
                | Condition::Answer(_)
                | Condition::Event(_)
                | Condition::Import(_),
            ) => Extent::default(),
        };
        Ok(Extent { nodes: inside.nodes.saturating_add(1), levels: inside.levels + 1 })
    }
}
