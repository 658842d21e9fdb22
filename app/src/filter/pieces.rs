//! What is shown of the draft, each piece with a signal of its own: an edit of one condition reaches those who show that
//! condition and nobody else, however many there are.
//!
//! Invariant: after [`Pieces::settle`] every piece is that of the draft it was given.

use leptos::prelude::*;
use shared::filter::edit::{Content, Draft, DraftCondition, DraftNode, NodeId};
use std::collections::BTreeMap;

type Followed = ArcRwSignal<Option<DraftCondition>>;

/// The pieces of a builder's draft.
#[derive(Clone, Copy)]
pub struct Pieces {
    outline: RwSignal<Draft>,
    /// Only conditions that somebody asked for.
    conditions: StoredValue<BTreeMap<NodeId, Followed>>,
}

impl Pieces {
    /// Those of an empty draft.
    pub fn new() -> Self {
        let outline = RwSignal::new(Draft::default().outline());
        Self { outline, conditions: StoredValue::new(BTreeMap::new()) }
    }

    /// The draft without what its conditions ask for.
    pub fn outline(self) -> ReadSignal<Draft> {
        self.outline.read_only()
    }

    /// A condition of the draft; `None` once it is gone.
    pub fn condition(self, id: NodeId, draft: &Draft) -> Memo<Option<DraftCondition>> {
        let followed = self.conditions.try_update_value(|conditions| {
            let new = || Followed::new(draft.node(id).and_then(condition_of).cloned());
            conditions.entry(id).or_insert_with(new).clone()
        });
        Memo::new(move |_| followed.as_ref().and_then(Get::get))
    }

    /// Tells what differs from the draft that was there before.
    pub fn settle(self, draft: &Draft) {
        let outline = draft.outline();
        if self.outline.try_with_untracked(|before| *before != outline) == Some(true) {
            self.outline.set(outline);
        }
        // Whoever hears of a condition may ask for another one.
        let conditions = self.conditions.try_get_value().unwrap_or_default();
        for (id, followed) in conditions {
            let condition = draft.node(id).and_then(condition_of);
            if followed.with_untracked(|before| before.as_ref() != condition) {
                followed.set(condition.cloned());
            }
            if condition.is_none() {
                self.conditions.try_update_value(|conditions| conditions.remove(&id));
            }
        }
    }
}

fn condition_of(node: &DraftNode) -> Option<&DraftCondition> {
    match &node.content {
        Content::Condition(condition) => Some(condition),
        Content::Group { .. } => None,
    }
}
