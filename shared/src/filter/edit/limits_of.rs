//! What a draft refuses, and how large it is.

use super::draft::{Content, Draft, DraftNode, NodeId};
use crate::filter::limits;
use std::collections::BTreeSet;

/// An operation that was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpRefused {
    /// Why, in a sentence.
    pub reason: String,
    /// Nothing would have changed: no error, only nothing to do.
    pub is_nothing: bool,
}

impl OpRefused {
    pub(super) fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_nothing: false }
    }

    pub(super) fn nothing(reason: &str) -> Self {
        Self { reason: reason.to_owned(), is_nothing: true }
    }

    pub(super) fn gone() -> Self {
        Self::because("This condition or group is no longer there.")
    }
}

/// Levels of `all`, `any` and `not` that a node has when it is sent.
pub(super) fn height(node: &DraftNode) -> usize {
    let own = usize::from(node.is_negated) + usize::from(node.combinator().is_some());
    own + node.children().iter().map(height).max().unwrap_or(0)
}

fn conditions(node: &DraftNode) -> usize {
    match &node.content {
        Content::Condition(_) => 1,
        Content::Group { children, .. } => children.iter().map(conditions).sum(),
    }
}

/// `all`, `any`, `not`, `muted` and `named` nodes when it is sent.
fn groups(node: &DraftNode) -> usize {
    let own = [node.combinator().is_some(), node.is_negated, node.is_muted, node.name.is_some()];
    own.into_iter().filter(|is_there| *is_there).count() + node.children().iter().map(groups).sum::<usize>()
}

impl Draft {
    /// Conditions in it, complete or not.
    #[must_use]
    pub fn condition_count(&self) -> usize {
        conditions(&self.root)
    }

    /// Whether it keeps the invariants, which a draft from outside may not.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        fn all_new(node: &DraftNode, next_id: u32, seen: &mut BTreeSet<NodeId>) -> bool {
            node.id.0 < next_id
                && seen.insert(node.id)
                && node.children().iter().all(|child| all_new(child, next_id, seen))
        }
        let is_group = self.root.combinator().is_some() && !self.root.is_muted;
        is_group && all_new(&self.root, self.next_id, &mut BTreeSet::new()) && self.within_limits().is_ok()
    }

    pub(super) fn within_limits(&self) -> Result<(), OpRefused> {
        if height(&self.root) > limits::DEPTH {
            return Err(OpRefused::because(format!("Groups can be nested {} deep at most.", limits::DEPTH)));
        }
        if conditions(&self.root) > limits::CONDITIONS {
            return Err(OpRefused::because(format!("A filter has {} conditions at most.", limits::CONDITIONS)));
        }
        if groups(&self.root) > limits::GROUPS {
            return Err(OpRefused::because(format!(
                "A filter has {} groups at most; NOT, mutes and names count as well.",
                limits::GROUPS
            )));
        }
        Ok(())
    }
}
