//! A filter as sets of users: conditions, then groups word by word.

use super::{audience::Audience, bits::Bits, kept::Passing};
use crate::{
    db::{Result, Transaction},
    filter::{self, Events, Leaf, NodeKind, NodeTotal, ResolvedFilter, ResolvedNode, Subject, Totals},
};
use std::{collections::HashMap, sync::Arc};

/// Who passes the conditions that the index cannot test, by their place among the filter's.
pub(super) type Gathered = HashMap<usize, Arc<Bits>>;

/// What the database says of such a condition.
pub(super) enum Told {
    /// Which digests properties have that pass.
    Digests(Vec<i64>),
    /// Who passes.
    Users(Vec<i64>),
}

/// The same, by their place.
pub(super) type GatheredIds = HashMap<usize, Told>;

/// A condition that the database is to be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    place: usize,
    /// Whether to know the properties is enough.
    by_digest: bool,
}

/// The conditions that the index cannot test: those on events' properties.
fn untested(filter: &ResolvedFilter) -> impl Iterator<Item = (usize, &Leaf, &Events)> {
    filter.leaves.iter().enumerate().filter_map(|(place, leaf)| match &leaf.subject {
        Subject::Event(events) if !events.properties.is_empty() => Some((place, leaf, events)),
        Subject::Everyone
        | Subject::NativeText(..)
        | Subject::NativeTime(..)
        | Subject::Sessions(_)
        | Subject::Identified
        | Subject::Tags(_)
        | Subject::Attribute { .. }
        | Subject::Experience(_)
        | Subject::Answer { .. }
        | Subject::Event(_)
        | Subject::Import { .. } => None,
    })
}

/// Asks the database about conditions that the index cannot test: about the properties alone where the index holds who
/// had which, else about the users.
///
/// # Errors
/// When the database fails, or takes too long.
pub(super) async fn gather(
    snapshot: &mut Transaction,
    filter: &ResolvedFilter,
    unknown: &[Unknown],
) -> Result<GatheredIds> {
    let mut gathered = GatheredIds::new();
    for (place, _, events) in untested(filter) {
        let Some(Unknown { by_digest, .. }) = unknown.iter().find(|unknown| unknown.place == place) else { continue };
        let calendar = &filter.calendar;
        let digests = filter::passing_digests(snapshot, events, calendar).await?;
        let told = match digests {
            Some(digests) if *by_digest => Told::Digests(digests),
            digests => Told::Users(filter::users_with_enough(snapshot, events, digests, calendar).await?),
        };
        gathered.insert(place, told);
    }
    Ok(gathered)
}

impl Audience {
    /// The conditions that the database is to be asked about.
    pub(super) fn unknown(&self, filter: &ResolvedFilter) -> Vec<Unknown> {
        let unknown = untested(filter).filter(|(_, leaf, _)| self.kept.get(leaf, self).is_none());
        let by_digest = |events: &Events| self.knows_properties(events.event_name_id);
        unknown.map(|(place, _, events)| Unknown { place, by_digest: by_digest(events) }).collect()
    }

    /// The sets of the conditions that the index cannot test; `None` where one is not known any more.
    pub(super) fn gathered(&self, filter: &ResolvedFilter, ids: &GatheredIds) -> Option<Gathered> {
        let mut gathered = Gathered::new();
        for (place, leaf, events) in untested(filter) {
            let set = match ids.get(&place) {
                Some(told) => {
                    let positive = match told {
                        Told::Digests(digests) if self.knows_properties(events.event_name_id) => {
                            self.passing_with(events, digests)
                        }
                        Told::Digests(_) => return None,
                        Told::Users(ids) => self.people.set_of(ids),
                    };
                    let set = if leaf.negated { positive.out_of(self.people.live()) } else { positive };
                    let set = Arc::new(set);
                    self.kept.keep(leaf, &set, Vec::new());
                    set
                }
                None => self.kept.get(leaf, self)?,
            };
            gathered.insert(place, set);
        }
        Some(gathered)
    }
}

/// A filter and whom it is evaluated for.
pub(super) struct Evaluation<'a> {
    audience: &'a Audience,
    filter: &'a ResolvedFilter,
    gathered: &'a Gathered,
}

impl<'a> Evaluation<'a> {
    pub fn new(audience: &'a Audience, filter: &'a ResolvedFilter, gathered: &'a Gathered) -> Self {
        Self { audience, filter, gathered }
    }

    /// The users that match.
    pub fn matching(&self) -> Arc<Bits> {
        self.node(&self.filter.root, &mut |_, _| {}, None)
    }

    /// How many users match, and each node, and who they are; `without` asks for what each one keeps away, too.
    pub fn totals(&self, without: bool) -> (Totals, Arc<Bits>) {
        let mut counts: HashMap<String, u64> = HashMap::new();
        let root = self.node(
            &self.filter.root,
            &mut |pointer, set| {
                counts.insert(pointer.to_owned(), set.count());
            },
            None,
        );
        let nodes = filter::told(&self.filter.root).into_iter().map(|told| {
            let muted = (without && told.may_be_muted).then_some(told.pointer);
            NodeTotal {
                pointer: told.pointer.to_owned(),
                total: counts.get(told.pointer).copied().unwrap_or_default(),
                without: muted.map(|pointer| self.node(&self.filter.root, &mut |_, _| {}, Some(pointer)).count()),
            }
        });
        (Totals { total: root.count(), nodes: nodes.collect() }, root)
    }

    /// The users of a node, as if the node at a pointer were muted. Hands over the set of each node of the document.
    fn node(&self, node: &ResolvedNode, take: &mut dyn FnMut(&str, &Bits), muted: Option<&str>) -> Arc<Bits> {
        let set = match &node.kind {
            NodeKind::All(children) => self.group(children, self.audience.people.live(), Bits::and, take, muted),
            NodeKind::Any(children) => {
                let nobody = Bits::new(self.audience.people.len());
                self.group(children, &nobody, Bits::or, take, muted)
            }
            NodeKind::Not(child) => Arc::new(self.node(child, take, muted).out_of(self.audience.people.live())),
            NodeKind::Same(child) => self.node(child, take, muted),
            NodeKind::Leaf(place) => self.leaf(*place),
        };
        if let Some(pointer) = &node.pointer {
            take(pointer, &set);
        }
        set
    }

    fn group(
        &self,
        children: &[ResolvedNode],
        empty: &Bits,
        join: fn(&mut Bits, &Bits),
        take: &mut dyn FnMut(&str, &Bits),
        muted: Option<&str>,
    ) -> Arc<Bits> {
        let mut set: Option<Arc<Bits>> = None;
        for child in children.iter().filter(|child| muted.is_none() || child.pointer.as_deref() != muted) {
            let more = self.node(child, take, muted);
            match &mut set {
                Some(set) => join(Arc::make_mut(set), &more),
                None => set = Some(more),
            }
        }
        set.unwrap_or_else(|| Arc::new(empty.clone()))
    }

    fn leaf(&self, place: usize) -> Arc<Bits> {
        if let Some(set) = self.gathered.get(&place) {
            return Arc::clone(set);
        }
        let Audience { people, kept, .. } = self.audience;
        let nobody = || Arc::new(Bits::new(people.len()));
        // Nodes name conditions that there are.
        let Some(leaf) = self.filter.leaves.get(place) else { return nobody() };
        if let Some(set) = kept.get(leaf, self.audience) {
            return set;
        }
        // What cannot be tested was gathered.
        let Some(Passing { set, soon }) = self.audience.passing(&leaf.subject) else { return nobody() };
        let set = Arc::new(if leaf.negated { set.out_of(people.live()) } else { set });
        kept.keep(leaf, &set, soon);
        set
    }
}

impl Audience {
    /// How many users match a filter, and each of its nodes; and the ids of those who match, rising. The snapshot is of
    /// the state that is held.
    ///
    /// # Errors
    /// When the database fails, or takes too long.
    pub async fn evaluate(
        &self,
        snapshot: &mut Transaction,
        filter: &ResolvedFilter,
        without: bool,
    ) -> Result<(Totals, Vec<i64>)> {
        let ids = gather(snapshot, filter, &self.unknown(filter)).await?;
        let gathered = self.gathered(filter, &ids).unwrap_or_default();
        let (totals, matching) = Evaluation::new(self, filter, &gathered).totals(without);
        Ok((totals, self.people.ids_of(&matching)))
    }
}
