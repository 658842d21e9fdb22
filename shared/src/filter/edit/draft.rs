//! A draft: the tree while it is being built. Its nodes have ids, and its conditions may be incomplete.
//!
//! Invariants: the root is a group and is not muted; ids are unique and below `next_id`; the tree is inside the limits.

use crate::filter::{
    condition::Condition,
    node::{Filter, Node, read_condition},
    read::Finding,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Tells nodes of a draft apart; never reused in one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId(pub u32);

/// How the children of a group belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combinator {
    /// AND.
    All,
    /// OR.
    Any,
}

impl Combinator {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::All => Self::Any,
            Self::Any => Self::All,
        }
    }
}

/// The tree while it is being built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub(super) root: DraftNode,
    pub(super) next_id: u32,
    /// The node that the last operation was about.
    pub(super) focus: Option<NodeId>,
    /// The root was put around a filter that is no group, and vanishes again when nothing else is in it.
    pub(super) is_root_implied: bool,
}

/// A node with everything that can be put around it: `muted(named(not(content)))`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftNode {
    /// Its id.
    pub id: NodeId,
    /// Left out of evaluation.
    pub is_muted: bool,
    /// A name that was given to it.
    pub name: Option<String>,
    /// Whether the opposite is meant.
    pub is_negated: bool,
    /// What it is.
    pub content: Content,
}

/// A group or a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A group.
    Group {
        /// How its children belong together.
        combinator: Combinator,
        /// Its children.
        children: Vec<DraftNode>,
        /// It came without children from a filter, where that means everyone or no one; the builder drops only
        /// groups that it made itself.
        is_empty_on_purpose: bool,
    },
    /// A condition.
    Condition(DraftCondition),
}

/// A condition in the form of the document, as far as it is chosen: `{"property": {"email": {"is": {"value": ""}}}}`.
/// Null is one of which nothing is chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftCondition(pub Value);

/// How far a condition is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It can be sent.
    Complete(Box<Condition>),
    /// Something is still missing: left out with a notice.
    Incomplete(Vec<Finding>),
    /// Something is wrong: left out with an error.
    Invalid(Vec<Finding>),
}

impl DraftCondition {
    /// Reads it.
    #[must_use]
    pub fn state(&self) -> State {
        match read_condition(&self.0) {
            Ok(condition) => State::Complete(Box::new(condition)),
            Err(findings) if findings.iter().all(|finding| finding.is_missing) => State::Incomplete(findings),
            Err(findings) => State::Invalid(findings),
        }
    }

    /// The condition, when it is whole.
    #[must_use]
    pub fn complete(&self) -> Option<Condition> {
        read_condition(&self.0).ok()
    }
}

impl From<&Condition> for DraftCondition {
    fn from(condition: &Condition) -> Self {
        // Keys are texts and numbers finite, so that nothing can fail.
        Self(serde_json::to_value(condition).unwrap_or_default())
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            root: DraftNode::new(NodeId(0), Content::group(Combinator::All, Vec::new())),
            next_id: 1,
            focus: None,
            is_root_implied: false,
        }
    }
}

impl Content {
    pub(super) fn group(combinator: Combinator, children: Vec<DraftNode>) -> Self {
        Self::Group { combinator, children, is_empty_on_purpose: false }
    }
}

impl DraftNode {
    pub(super) fn new(id: NodeId, content: Content) -> Self {
        Self { id, is_muted: false, name: None, is_negated: false, content }
    }

    /// Its children; none for a condition.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        match &self.content {
            Content::Group { children, .. } => children,
            Content::Condition(_) => &[],
        }
    }

    /// How its children belong together. `None` for a condition.
    #[must_use]
    pub fn combinator(&self) -> Option<Combinator> {
        match &self.content {
            Content::Group { combinator, .. } => Some(*combinator),
            Content::Condition(_) => None,
        }
    }

    fn outline(&self) -> Self {
        let content = match &self.content {
            Content::Condition(_) => Content::Condition(DraftCondition::default()),
            Content::Group { combinator, children, is_empty_on_purpose } => Content::Group {
                combinator: *combinator,
                children: children.iter().map(Self::outline).collect(),
                is_empty_on_purpose: *is_empty_on_purpose,
            },
        };
        Self { name: self.name.clone(), content, ..*self }
    }

    /// The node with an id, in this tree.
    #[must_use]
    pub fn find(&self, id: NodeId) -> Option<&Self> {
        if self.id == id { Some(self) } else { self.children().iter().find_map(|child| child.find(id)) }
    }
}

impl From<&Filter> for Draft {
    fn from(filter: &Filter) -> Self {
        let mut draft = Self::default();
        let mut root = draft.take_in(&filter.root);
        if root.combinator().is_none() {
            root = DraftNode::new(draft.new_id(), Content::group(Combinator::All, vec![root]));
            draft.is_root_implied = true;
        }
        draft.root = root;
        draft
    }
}

impl Draft {
    /// The outermost group.
    #[must_use]
    pub fn root(&self) -> &DraftNode {
        &self.root
    }

    /// The same tree with nothing chosen in its conditions: all that changes of it when something is added, moved,
    /// muted or removed, and nothing that changes with a value.
    #[must_use]
    pub fn outline(&self) -> Self {
        Self { root: self.root.outline(), focus: None, ..*self }
    }

    /// The node that the last operation was about: focus belongs there.
    #[must_use]
    pub fn focus(&self) -> Option<NodeId> {
        self.focus
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&DraftNode> {
        self.root.find(id)
    }

    /// The group that a node is in, and its place there. `None` for the root.
    #[must_use]
    pub fn place_of(&self, id: NodeId) -> Option<(&DraftNode, usize)> {
        fn search(group: &DraftNode, id: NodeId) -> Option<(&DraftNode, usize)> {
            let own = group.children().iter().position(|child| child.id == id).map(|index| (group, index));
            own.or_else(|| group.children().iter().find_map(|child| search(child, id)))
        }
        search(&self.root, id)
    }

    pub(super) fn new_id(&mut self) -> NodeId {
        let id = NodeId(self.next_id);
        self.next_id += 1;
        id
    }

    /// A node of a filter as a node of this draft. What has the same meaning may change its form: two negations
    /// vanish, and of names around one node the outermost stays.
    pub(super) fn take_in(&mut self, node: &Node) -> DraftNode {
        match node {
            Node::Muted(child) => DraftNode { is_muted: true, ..self.take_in(child) },
            Node::Named(named) => DraftNode { name: Some(named.name.clone()), ..self.take_in(&named.node) },
            Node::Not(child) => {
                let child = self.take_in(child);
                DraftNode { is_negated: !child.is_negated, ..child }
            }
            Node::All(children) => self.take_in_group(Combinator::All, children),
            Node::Any(children) => self.take_in_group(Combinator::Any, children),
            Node::Condition(condition) => {
                DraftNode::new(self.new_id(), Content::Condition(DraftCondition::from(condition)))
            }
        }
    }

    fn take_in_group(&mut self, combinator: Combinator, children: &[Node]) -> DraftNode {
        let id = self.new_id();
        let children: Vec<_> = children.iter().map(|child| self.take_in(child)).collect();
        let is_empty_on_purpose = children.iter().all(|child| child.is_muted);
        DraftNode::new(id, Content::Group { combinator, children, is_empty_on_purpose })
    }
}
