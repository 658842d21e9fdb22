//! Moving nodes: to a place, onto another condition, and step by step as menus and keys do it.

use super::{
    draft::{Content, Draft, DraftNode, NodeId},
    limits_of::OpRefused,
    operations::Edited,
};

/// Where something is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DropTarget {
    /// Into a group, before the child that is there now.
    Into {
        /// The group.
        parent: NodeId,
        /// The place among its children, as they are before the move.
        index: usize,
    },
    /// Onto a condition: a new group of both.
    Combine {
        /// The condition.
        target: NodeId,
    },
    /// Into a new group of its own, at the end of a group.
    NewGroup {
        /// The group around the new one.
        parent: NodeId,
    },
}

/// A step of a node, as menus and keys make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Up in the order that is seen, into groups and out of them at their edges.
    Up,
    /// Down in that order.
    Down,
    /// Before the sibling above.
    BeforePrevious,
    /// After the sibling below.
    AfterNext,
    /// To the end of the group above.
    IntoGroupAbove,
    /// To the start of the group below.
    IntoGroupBelow,
    /// Out of its group, after it.
    Out,
    /// Into a group with the sibling above, or to the end of it where it is one.
    WithPrevious,
    /// Into a group with the sibling below, or to the start of it where it is one.
    WithNext,
}

impl Draft {
    /// Moves or copies a node to where it is dropped.
    pub fn drop_at(&self, id: NodeId, target: DropTarget, is_copy: bool) -> Edited {
        match (target, is_copy) {
            (DropTarget::Into { parent, index }, false) => self.move_to(id, parent, index),
            (DropTarget::Into { parent, index }, true) => {
                self.refuse_into_itself(id, parent)?;
                self.copy_to(id, parent, index)
            }
            (DropTarget::Combine { target }, false) => self.group_at(target, id),
            (DropTarget::Combine { target }, true) => {
                let copied = self.duplicate(id)?;
                let copy = copied.focus().ok_or_else(OpRefused::gone)?;
                copied.group_at(target, copy)
            }
            (DropTarget::NewGroup { parent }, _) => self.move_to_new_group(id, parent, is_copy),
        }
    }

    /// Puts a node, or a copy of it, into a new group at the end of a group: joined by the other word than that one.
    fn move_to_new_group(&self, id: NodeId, parent: NodeId, is_copy: bool) -> Edited {
        let (old_parent, _) = self.parent_of(id)?;
        self.refuse_into_itself(id, parent)?;
        self.edited(|draft| {
            let original = draft.node(id).cloned().ok_or_else(OpRefused::gone)?;
            let node = if is_copy { draft.copy_of(&original) } else { draft.detach(id)?.0 };
            let moved = node.id;
            let combinator = draft.combinator_of(parent)?.other();
            let group = DraftNode::new(draft.new_id(), Content::group(combinator, vec![node]));
            draft.attach(group, parent, usize::MAX)?;
            draft.prune(old_parent)?;
            Ok(moved)
        })
    }

    /// Moves a node into a group, before the child that is at that place now. The group that it was in goes when it
    /// is left empty.
    pub fn move_to(&self, id: NodeId, parent: NodeId, index: usize) -> Edited {
        let (old_parent, old_index) = self.parent_of(id)?;
        self.refuse_into_itself(id, parent)?;
        let length = self.node(parent).map_or(0, |node| node.children().len());
        let index = index.min(length);
        if parent == old_parent && (index == old_index || index == old_index + 1) {
            return Err(OpRefused::nothing("It is there already."));
        }
        self.edited(|draft| {
            let (node, ..) = draft.detach(id)?;
            let is_after_gap = parent == old_parent && index > old_index;
            draft.attach(node, parent, if is_after_gap { index - 1 } else { index })?;
            draft.prune(old_parent)?;
            Ok(id)
        })
    }

    pub(super) fn refuse_into_itself(&self, id: NodeId, target: NodeId) -> Result<(), OpRefused> {
        let node = self.node(id).ok_or_else(OpRefused::gone)?;
        if node.find(target).is_some() {
            return Err(OpRefused::because("A group cannot go into itself."));
        }
        self.node(target).map(|_| ()).ok_or_else(OpRefused::gone)
    }

    /// Moves a node by one step.
    pub fn step(&self, id: NodeId, direction: Direction) -> Edited {
        let (parent, index) = self.parent_of(id)?;
        let siblings = self.node(parent).map(DraftNode::children).unwrap_or_default();
        let above = index.checked_sub(1).and_then(|above| siblings.get(above));
        let below = siblings.get(index + 1);
        let is_group = |node: &&DraftNode| node.combinator().is_some();
        let refused = |reason: &str| Err(OpRefused::because(reason));
        match direction {
            Direction::Up => match above {
                Some(group) if group.combinator().is_some() => self.move_to(id, group.id, group.children().len()),
                Some(_) => self.move_to(id, parent, index - 1),
                None => self.leave(parent, id, 0, "It is at the top already."),
            },
            Direction::Down => match below {
                Some(group) if group.combinator().is_some() => self.move_to(id, group.id, 0),
                Some(_) => self.move_to(id, parent, index + 2),
                None => self.leave(parent, id, 1, "It is at the bottom already."),
            },
            Direction::BeforePrevious => match above {
                Some(_) => self.move_to(id, parent, index - 1),
                None => refused("It is the first of its group already."),
            },
            Direction::AfterNext => match below {
                Some(_) => self.move_to(id, parent, index + 2),
                None => refused("It is the last of its group already."),
            },
            Direction::IntoGroupAbove => match above.filter(is_group) {
                Some(group) => self.move_to(id, group.id, group.children().len()),
                None => refused("There is no group above it."),
            },
            Direction::IntoGroupBelow => match below.filter(is_group) {
                Some(group) => self.move_to(id, group.id, 0),
                None => refused("There is no group below it."),
            },
            Direction::Out => self.leave(parent, id, 1, "It is in the main group already."),
            Direction::WithPrevious => match above {
                Some(group) if group.combinator().is_some() => self.move_to(id, group.id, group.children().len()),
                Some(above) => self.group_at(above.id, id),
                None => refused("There is nothing above it in its group."),
            },
            Direction::WithNext => match below {
                Some(group) if group.combinator().is_some() => self.move_to(id, group.id, 0),
                // The one above stays above.
                Some(below) => {
                    let grouped = self.group_at(id, below.id)?;
                    Ok(Self { focus: Some(id), ..grouped })
                }
                None => refused("There is nothing below it in its group."),
            },
        }
    }

    /// Out of a group, before it (0) or after it (1).
    fn leave(&self, group: NodeId, id: NodeId, after: usize, reason: &str) -> Edited {
        match self.place_of(group) {
            Some((around, index)) => self.move_to(id, around.id, index + after),
            None => Err(OpRefused::because(reason)),
        }
    }
}
