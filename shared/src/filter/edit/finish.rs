//! From a draft to a filter: what is incomplete and what is empty stays behind.

use super::draft::{Combinator, Content, Draft, DraftNode, NodeId, State};
use crate::filter::{
    condition::Condition,
    node::{Filter, NamedNode, Node},
};
use std::collections::BTreeMap;

/// What a filter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be counted or applied: without what is muted.
    Apply,
    /// To be kept: with what is muted.
    Save,
}

/// A filter, and how it belongs to its draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// The filter.
    pub filter: Filter,
    /// The pointer to each node of the draft that is in the filter and not muted, for its count.
    pub pointers: BTreeMap<NodeId, String>,
    /// Conditions that something is missing from. They are left out.
    pub incomplete: Vec<NodeId>,
    /// Conditions that something is wrong with. They are left out.
    pub invalid: Vec<NodeId>,
}

impl Draft {
    /// The filter that it stands for. Without any condition that is everyone.
    #[must_use]
    pub fn finish(&self, purpose: Purpose) -> Finished {
        self.finish_where(purpose, &|_| true)
    }

    /// The same, where conditions that a test refuses are invalid: those that name what does not exist any more.
    #[must_use]
    pub fn finish_where(&self, purpose: Purpose, is_good: &dyn Fn(&Condition) -> bool) -> Finished {
        let mut finishing = Finishing { purpose, is_good, incomplete: Vec::new(), invalid: Vec::new() };
        let root = finishing.node(&self.root);
        let mut pointers = BTreeMap::new();
        let root = match root {
            Some(part) if part.is_live => {
                let part = if self.is_root_implied { part.without_implied_root() } else { part };
                part.note_pointers("/root", &mut pointers);
                part.node
            }
            // Nothing takes part: everyone, whatever the root's word is. What is muted is kept beside.
            Some(part) => Node::All(part.children.into_iter().map(|child| child.node).collect()),
            None => Node::All(Vec::new()),
        };
        let Finishing { incomplete, invalid, .. } = finishing;
        Finished { filter: Filter { root }, pointers, incomplete, invalid }
    }

    /// What one node stands for, for a copy that is used elsewhere: whether it is muted itself is left behind.
    /// `None` while nothing in it is complete.
    #[must_use]
    pub fn part(&self, id: NodeId) -> Option<Node> {
        let (incomplete, invalid) = (Vec::new(), Vec::new());
        let mut finishing = Finishing { purpose: Purpose::Save, is_good: &|_| true, incomplete, invalid };
        let node = finishing.node(self.node(id)?)?.node;
        Some(if let Node::Muted(inside) = node { *inside } else { node })
    }
}

struct Finishing<'a> {
    purpose: Purpose,
    is_good: &'a dyn Fn(&Condition) -> bool,
    incomplete: Vec<NodeId>,
    invalid: Vec<NodeId>,
}

/// A node of the filter, with the draft's nodes in it.
struct Part {
    node: Node,
    id: NodeId,
    /// Whether it takes part: not muted, and not a group of nothing but muted ones.
    is_live: bool,
    /// The way from the node to its group's children, such as `/not/any`.
    way: String,
    children: Vec<Part>,
}

impl Part {
    fn note_pointers(&self, pointer: &str, pointers: &mut BTreeMap<NodeId, String>) {
        if !self.is_live {
            return;
        }
        pointers.insert(self.id, pointer.to_owned());
        for (index, child) in self.children.iter().enumerate() {
            child.note_pointers(&format!("{pointer}{}/{index}", self.way), pointers);
        }
    }

    /// The only child of a root that the filter never had.
    fn without_implied_root(mut self) -> Self {
        let is_plain = self.way == "/all" && self.children.len() == 1 && self.children[0].is_live;
        match self.children.pop() {
            Some(only) if is_plain => only,
            last => {
                self.children.extend(last);
                self
            }
        }
    }
}

impl Finishing<'_> {
    fn node(&mut self, draft: &DraftNode) -> Option<Part> {
        if draft.is_muted && self.purpose == Purpose::Apply {
            return None;
        }
        let (mut node, mut way, children, has_live) = match &draft.content {
            Content::Condition(condition) => match condition.state() {
                State::Complete(condition) if !(self.is_good)(&condition) => {
                    self.invalid.push(draft.id);
                    return None;
                }
                State::Complete(condition) => (Node::Condition(*condition), String::new(), Vec::new(), true),
                State::Incomplete(_) => {
                    self.incomplete.push(draft.id);
                    return None;
                }
                State::Invalid(_) => {
                    self.invalid.push(draft.id);
                    return None;
                }
            },
            Content::Group { combinator, children, is_empty_on_purpose } => {
                let parts: Vec<Part> = children.iter().filter_map(|child| self.node(child)).collect();
                if parts.is_empty() && !is_empty_on_purpose {
                    return None;
                }
                let nodes = parts.iter().map(|part| part.node.clone()).collect();
                let (node, way) = match combinator {
                    Combinator::All => (Node::All(nodes), "/all"),
                    Combinator::Any => (Node::Any(nodes), "/any"),
                };
                let has_live = *is_empty_on_purpose || parts.iter().any(|part| part.is_live);
                (node, way.to_owned(), parts, has_live)
            }
        };
        if draft.is_negated {
            node = Node::Not(Box::new(node));
            way.insert_str(0, "/not");
        }
        if let Some(name) = &draft.name {
            node = Node::Named(Box::new(NamedNode { name: name.clone(), node }));
            way.insert_str(0, "/named/node");
        }
        // A group of nothing but muted nodes would mean everyone or no one: the builder means that it is not there.
        let is_live = has_live && !draft.is_muted;
        if !is_live {
            node = Node::Muted(Box::new(node));
        }
        Some(Part { node, id: draft.id, is_live, way, children })
    }
}
