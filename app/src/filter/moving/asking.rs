//! The dialogs that menus open, and the node that each is about.

use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Asking {
    /// The node that it is about.
    pub node: RwSignal<Option<NodeId>>,
    /// Where it goes.
    pub is_move_to: RwSignal<bool>,
    /// What it is called.
    pub is_rename: RwSignal<bool>,
    /// What is pasted into it.
    pub is_paste: RwSignal<bool>,
    /// What the segment is called that it is saved as.
    pub is_segment: RwSignal<bool>,
}

impl Asking {
    /// Nothing is asked.
    pub fn new() -> Self {
        let closed = || RwSignal::new(false);
        Self {
            node: RwSignal::new(None),
            is_move_to: closed(),
            is_rename: closed(),
            is_paste: closed(),
            is_segment: closed(),
        }
    }

    /// Asks where a node goes.
    pub fn move_to(self, id: NodeId) {
        self.ask(id, self.is_move_to);
    }

    /// Asks for the name of a group.
    pub fn rename(self, id: NodeId) {
        self.ask(id, self.is_rename);
    }

    /// Asks for what is pasted into a group.
    pub fn paste(self, id: NodeId) {
        self.ask(id, self.is_paste);
    }

    /// Asks for the segment that a group is saved as.
    pub fn segment(self, id: NodeId) {
        self.ask(id, self.is_segment);
    }

    fn ask(self, id: NodeId, what: RwSignal<bool>) {
        self.node.set(Some(id));
        what.set(true);
    }
}
