//! Taking a tree apart and putting it together: what operations are made of. Nothing here looks at limits.

use super::{
    draft::{Combinator, Content, Draft, DraftNode, NodeId},
    limits_of::OpRefused,
};

impl DraftNode {
    pub(super) fn find_mut(&mut self, id: NodeId) -> Option<&mut Self> {
        if self.id == id {
            return Some(self);
        }
        match &mut self.content {
            Content::Group { children, .. } => children.iter_mut().find_map(|child| child.find_mut(id)),
            Content::Condition(_) => None,
        }
    }
}

impl Draft {
    pub(super) fn node_mut(&mut self, id: NodeId) -> Result<&mut DraftNode, OpRefused> {
        self.root.find_mut(id).ok_or_else(OpRefused::gone)
    }

    /// The children of a group, which is not empty on purpose any more, for something will be put in or taken out.
    pub(super) fn children_mut(&mut self, id: NodeId) -> Result<&mut Vec<DraftNode>, OpRefused> {
        match &mut self.node_mut(id)?.content {
            Content::Group { children, is_empty_on_purpose, .. } => {
                *is_empty_on_purpose = false;
                Ok(children)
            }
            Content::Condition(_) => Err(OpRefused::because("Only groups can hold conditions.")),
        }
    }

    /// The id of the group that a node is in, and its place there.
    pub(super) fn parent_of(&self, id: NodeId) -> Result<(NodeId, usize), OpRefused> {
        if self.root.id == id {
            return Err(OpRefused::because("The main group stays where it is."));
        }
        self.place_of(id).map(|(parent, index)| (parent.id, index)).ok_or_else(OpRefused::gone)
    }

    pub(super) fn combinator_of(&self, id: NodeId) -> Result<Combinator, OpRefused> {
        let node = self.node(id).ok_or_else(OpRefused::gone)?;
        node.combinator().ok_or_else(|| OpRefused::because("A condition alone has neither AND nor OR."))
    }

    /// Takes a node out. Its group may be left empty.
    pub(super) fn detach(&mut self, id: NodeId) -> Result<(DraftNode, NodeId, usize), OpRefused> {
        let (parent, index) = self.parent_of(id)?;
        let node = self.children_mut(parent)?.remove(index);
        Ok((node, parent, index))
    }

    /// Puts a node in; at the end, where the place is beyond it.
    pub(super) fn attach(&mut self, node: DraftNode, parent: NodeId, index: usize) -> Result<(), OpRefused> {
        let children = self.children_mut(parent)?;
        let index = index.min(children.len());
        children.insert(index, node);
        Ok(())
    }

    /// Removes a group that was emptied, and those around it that are empty then.
    pub(super) fn prune(&mut self, mut group: NodeId) -> Result<(), OpRefused> {
        while self.node(group).is_some_and(|node| node.children().is_empty()) && group != self.root.id {
            group = self.detach(group)?.1;
        }
        Ok(())
    }

    /// A copy with ids of its own.
    pub(super) fn copy_of(&mut self, node: &DraftNode) -> DraftNode {
        let id = self.new_id();
        let content = match &node.content {
            Content::Condition(condition) => Content::Condition(condition.clone()),
            Content::Group { combinator, children, is_empty_on_purpose } => Content::Group {
                combinator: *combinator,
                children: children.iter().map(|child| self.copy_of(child)).collect(),
                is_empty_on_purpose: *is_empty_on_purpose,
            },
        };
        DraftNode { id, is_muted: node.is_muted, name: node.name.clone(), is_negated: node.is_negated, content }
    }
}
