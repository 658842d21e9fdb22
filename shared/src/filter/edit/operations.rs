//! What can be done to a draft. Every operation leaves the draft as it is and answers with a new one, or says why not.

use super::{
    draft::{Combinator, Content, Draft, DraftCondition, DraftNode, NodeId},
    limits_of::OpRefused,
};
use crate::filter::{limits, node::Node};

/// What every operation answers with.
pub(super) type Edited = Result<Draft, OpRefused>;

impl Draft {
    /// The draft after a change of a copy of it, if it is inside the limits.
    pub(super) fn edited(&self, change: impl FnOnce(&mut Self) -> Result<NodeId, OpRefused>) -> Edited {
        let mut draft = self.clone();
        let focus = change(&mut draft)?;
        draft.within_limits()?;
        draft.focus = Some(focus);
        Ok(draft)
    }

    /// Adds a condition, at the end where no place is given.
    pub fn add(&self, parent: NodeId, index: Option<usize>, condition: DraftCondition) -> Edited {
        self.edited(|draft| {
            let node = DraftNode::new(draft.new_id(), Content::Condition(condition));
            let id = node.id;
            draft.attach(node, parent, index.unwrap_or(usize::MAX))?;
            Ok(id)
        })
    }

    /// Adds a condition that every user must match, whatever the main group asks for: where it does not ask for all,
    /// it becomes a group beside the condition.
    pub fn narrow(&self, condition: DraftCondition) -> Edited {
        self.edited(|draft| {
            let is_plain = draft.root.combinator() == Some(Combinator::All) && !draft.root.is_negated;
            if !is_plain {
                let id = draft.new_id();
                let root = DraftNode::new(id, Content::group(Combinator::All, Vec::new()));
                let before = std::mem::replace(&mut draft.root, root);
                draft.is_root_implied = false;
                let says_something = match &before.content {
                    Content::Group { children, is_empty_on_purpose, .. } => {
                        !children.is_empty() || *is_empty_on_purpose
                    }
                    Content::Condition(_) => true,
                };
                if says_something {
                    draft.attach(before, id, 0)?;
                }
            }
            let node = DraftNode::new(draft.new_id(), Content::Condition(condition));
            let id = node.id;
            draft.attach(node, draft.root.id, usize::MAX)?;
            Ok(id)
        })
    }

    /// Adds an empty group, at the end where no place is given.
    pub fn add_group(&self, parent: NodeId, index: Option<usize>) -> Edited {
        self.edited(|draft| {
            let node = DraftNode::new(draft.new_id(), Content::group(Combinator::All, Vec::new()));
            let id = node.id;
            draft.attach(node, parent, index.unwrap_or(usize::MAX))?;
            Ok(id)
        })
    }

    /// Adds a part of another filter, such as one that was pasted.
    pub fn insert(&self, parent: NodeId, index: Option<usize>, node: &Node) -> Edited {
        self.edited(|draft| {
            let node = draft.take_in(node);
            let id = node.id;
            draft.attach(node, parent, index.unwrap_or(usize::MAX))?;
            Ok(id)
        })
    }

    /// Adds a group beside what is there: AND inside of groups, OR between them. Conditions alone become the first
    /// group; a root that has both conditions and groups, or several groups under AND, stays as it is.
    pub fn add_logic_group(&self) -> Edited {
        self.edited(|draft| {
            let root = draft.root.id;
            let is_group = |node: &DraftNode| node.combinator().is_some();
            let children = draft.root.children();
            let has_conditions_only = !children.is_empty() && !children.iter().any(is_group);
            let is_one_group = children.len() == 1 && children.iter().all(is_group);
            if has_conditions_only {
                let combinator = draft.combinator_of(root)?;
                let children = std::mem::take(draft.children_mut(root)?);
                let first = DraftNode::new(draft.new_id(), Content::group(combinator, children));
                draft.attach(first, root, 0)?;
            }
            if has_conditions_only || is_one_group {
                draft.set_combinator_of(root, Combinator::Any)?;
            }
            let group = DraftNode::new(draft.new_id(), Content::group(Combinator::All, Vec::new()));
            let id = group.id;
            draft.attach(group, root, usize::MAX)?;
            Ok(id)
        })
    }

    /// Removes a node, and groups that are empty then. Focus goes to the next, else the one before, else the group.
    pub fn remove(&self, id: NodeId) -> Edited {
        self.edited(|draft| {
            let (_, parent, index) = draft.detach(id)?;
            let siblings = draft.node(parent).map(DraftNode::children).unwrap_or_default();
            let next = siblings.get(index).or_else(|| siblings.last()).map(|sibling| sibling.id);
            // Where a group goes too, focus goes to the nearest that stays.
            let mut above = parent;
            while draft.node(above).is_some_and(|group| group.children().len() < 2) && above != draft.root.id {
                above = draft.parent_of(above)?.0;
            }
            draft.prune(parent)?;
            Ok(next.unwrap_or(if draft.node(parent).is_some() { parent } else { above }))
        })
    }

    /// Removes everything.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let mut draft = self.clone();
        let id = draft.new_id();
        draft.root = DraftNode::new(id, Content::group(Combinator::All, Vec::new()));
        draft.is_root_implied = false;
        draft.focus = Some(id);
        draft
    }

    /// Replaces a condition.
    pub fn update(&self, id: NodeId, condition: DraftCondition) -> Edited {
        self.edited(|draft| match &mut draft.node_mut(id)?.content {
            Content::Condition(place) => {
                *place = condition;
                Ok(id)
            }
            Content::Group { .. } => Err(OpRefused::because("A group is not a condition.")),
        })
    }

    /// Puts a group of its own around a node.
    pub fn wrap(&self, id: NodeId, combinator: Combinator) -> Edited {
        self.edited(|draft| {
            let (node, parent, index) = draft.detach(id)?;
            let group = DraftNode::new(draft.new_id(), Content::group(combinator, vec![node]));
            draft.attach(group, parent, index)?;
            Ok(id)
        })
    }

    /// Puts a group's children into the group around it, in its place and in their order.
    pub fn unwrap(&self, id: NodeId) -> Edited {
        self.edited(|draft| {
            draft.combinator_of(id)?;
            if draft.node_mut(id)?.is_negated {
                return Err(OpRefused::because("Switch NOT off first: without its group it would be lost."));
            }
            let (group, parent, index) = draft.detach(id)?;
            let Content::Group { children, .. } = group.content else { return Err(OpRefused::gone()) };
            let first = children.first().map(|child| child.id);
            for (offset, mut child) in children.into_iter().enumerate() {
                child.is_muted |= group.is_muted;
                draft.attach(child, parent, index + offset)?;
            }
            draft.prune(parent)?;
            Ok(first.unwrap_or(draft.root.id))
        })
    }

    /// Puts a group around two nodes, at the place of the first: joined by the other word than the group around them.
    pub fn group_at(&self, target: NodeId, moved: NodeId) -> Edited {
        self.edited(|draft| {
            draft.refuse_into_itself(moved, target)?;
            let combinator = draft.combinator_of(draft.parent_of(target)?.0)?.other();
            let (moved_node, emptied, _) = draft.detach(moved)?;
            let (target_node, parent, index) = draft.detach(target)?;
            let children = vec![target_node, moved_node];
            let group = DraftNode::new(draft.new_id(), Content::group(combinator, children));
            draft.attach(group, parent, index)?;
            draft.prune(emptied)?;
            Ok(moved)
        })
    }

    /// Puts a copy after a node.
    pub fn duplicate(&self, id: NodeId) -> Edited {
        let (parent, index) = self.parent_of(id)?;
        self.copy_to(id, parent, index + 1)
    }

    /// Puts a copy of a node somewhere.
    pub fn copy_to(&self, id: NodeId, parent: NodeId, index: usize) -> Edited {
        self.edited(|draft| {
            draft.parent_of(id)?;
            let original = draft.node(id).cloned().ok_or_else(OpRefused::gone)?;
            let copy = draft.copy_of(&original);
            let copy_id = copy.id;
            draft.attach(copy, parent, index)?;
            Ok(copy_id)
        })
    }

    /// AND or OR between the children of a group.
    pub fn set_combinator(&self, id: NodeId, combinator: Combinator) -> Edited {
        if self.combinator_of(id)? == combinator {
            return Err(OpRefused::nothing("It is so already."));
        }
        self.edited(|draft| {
            draft.set_combinator_of(id, combinator)?;
            Ok(id)
        })
    }

    pub(super) fn set_combinator_of(&mut self, id: NodeId, to: Combinator) -> Result<(), OpRefused> {
        match &mut self.node_mut(id)?.content {
            Content::Group { combinator, .. } => {
                *combinator = to;
                Ok(())
            }
            Content::Condition(_) => Err(OpRefused::because("A condition alone has neither AND nor OR.")),
        }
    }

    /// Splits a group before a child: groups around both sides, joined by the other word.
    pub fn split_at(&self, id: NodeId, index: usize) -> Edited {
        self.edited(|draft| {
            let combinator = draft.combinator_of(id)?;
            let children = draft.children_mut(id)?;
            if index == 0 || index >= children.len() {
                return Err(OpRefused::because("A group is split between two of its conditions."));
            }
            let right = children.split_off(index);
            let left = std::mem::take(children);
            for mut side in [left, right] {
                // A group needs no other group around it.
                let is_group = side.len() == 1 && side[0].combinator().is_some();
                let node = match side.pop() {
                    Some(only) if is_group => only,
                    last => {
                        side.extend(last);
                        DraftNode::new(draft.new_id(), Content::group(combinator, side))
                    }
                };
                draft.attach(node, id, usize::MAX)?;
            }
            draft.set_combinator_of(id, combinator.other())?;
            Ok(id)
        })
    }

    /// NOT on or off.
    pub fn negate(&self, id: NodeId) -> Edited {
        self.edited(|draft| {
            let node = draft.node_mut(id)?;
            node.is_negated = !node.is_negated;
            Ok(id)
        })
    }

    /// Mutes or unmutes.
    pub fn mute(&self, id: NodeId) -> Edited {
        if self.root.id == id {
            return Err(OpRefused::because("The main group cannot be muted: clear the filter instead."));
        }
        self.edited(|draft| {
            let (parent, _) = draft.parent_of(id)?;
            // Whatever is muted in it now is the builder's doing.
            draft.children_mut(parent)?;
            let node = draft.node_mut(id)?;
            node.is_muted = !node.is_muted;
            Ok(id)
        })
    }

    /// Gives a node a name, or takes it away.
    pub fn name(&self, id: NodeId, name: Option<String>) -> Edited {
        let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        if name.as_ref().is_some_and(|name| name.chars().count() > limits::KEY || name.contains('\0')) {
            return Err(OpRefused::because(format!("A name has {} characters at most.", limits::KEY)));
        }
        self.edited(|draft| {
            draft.node_mut(id)?.name = name;
            Ok(id)
        })
    }
}
