//! The builder's state: the draft with its history, and the names that its conditions can use. It knows nothing of
//! lists or addresses, so that the users page and a segment's page build with the same one.
//!
//! Invariant: the draft changes only through [`Builder::run`], [`Builder::change`], [`Builder::undo`],
//! [`Builder::redo`] and [`Builder::begin`]; each tells what it did.

use super::{directory::directory, parts::part_id};
use crate::ui::{Announcer, focus, format};
use leptos::prelude::*;
use shared::{
    api::catalogue::Catalogue,
    filter::{
        Directory,
        edit::{Content, Draft, DraftCondition, DraftNode, Edit, Finished, History, NodeId, OpRefused, Purpose},
        problems_of,
    },
};
use std::collections::BTreeSet;

/// What an operation is called once it is done.
pub struct Told {
    /// For "Undone: removed Plan is Pro": `removed Plan is Pro`.
    pub label: String,
    /// What is announced; nothing where the focus says it already.
    pub status: Option<String>,
}

/// The builder of one filter; shared through the context.
#[derive(Clone, Copy)]
pub struct Builder {
    history: RwSignal<History>,
    /// What exists, for the picker, suggestions and names.
    pub catalogue: RwSignal<Catalogue>,
    /// The same by name.
    pub names: Memo<Directory>,
    /// What the draft stands for now: without what is incomplete, wrong, muted, or names what is gone.
    pub finished: Memo<Finished>,
    /// Whether the builder is shown in full.
    pub open: RwSignal<bool>,
    /// The condition whose field picker opens as soon as it is shown.
    pub picking: RwSignal<Option<NodeId>>,
    /// Groups that are shown as one line. Not part of the filter.
    pub collapsed: RwSignal<BTreeSet<NodeId>>,
    announcer: Announcer,
}

impl Builder {
    /// A builder of an empty filter, provided to all components below.
    pub fn provide(catalogue: RwSignal<Catalogue>) -> Self {
        let history: RwSignal<History> = RwSignal::new(History::default());
        let names = Memo::new(move |_| catalogue.with(directory));
        let finished = Memo::new(move |_| {
            // Nothing is known before the catalogue is there.
            let is_known = catalogue.with(|known| !known.properties.is_empty());
            names.with(|names| {
                let is_good = |condition: &_| !is_known || problems_of(condition, names).is_empty();
                history.with(|history| history.present().finish_where(Purpose::Apply, &is_good))
            })
        });
        let this = Self {
            history,
            catalogue,
            names,
            finished,
            open: RwSignal::new(false),
            picking: RwSignal::new(None),
            collapsed: RwSignal::new(BTreeSet::new()),
            announcer: expect_context(),
        };
        provide_context(this);
        this
    }

    /// Begins anew with a draft, without a history.
    pub fn begin(self, draft: Draft) {
        self.collapsed.set(BTreeSet::new());
        self.picking.set(None);
        self.history.set(History::new(draft));
    }

    /// Looks at the draft, and follows it.
    pub fn with<T>(self, look: impl FnOnce(&Draft) -> T) -> T {
        self.history.with(|history| look(history.present()))
    }

    /// Whether the page that it belongs to is still open.
    pub fn is_alive(self) -> bool {
        !self.history.is_disposed()
    }

    /// Looks at the draft as it is now.
    pub fn with_untracked<T>(self, look: impl FnOnce(&Draft) -> T) -> T {
        self.history.with_untracked(|history| look(history.present()))
    }

    /// A condition of the draft; `None` once it is gone.
    pub fn condition(self, id: NodeId) -> Memo<Option<DraftCondition>> {
        Memo::new(move |_| {
            self.with(|draft| match &draft.node(id)?.content {
                Content::Condition(condition) => Some(condition.clone()),
                Content::Group { .. } => None,
            })
        })
    }

    /// Does an operation on the tree, one step of the history. `told` is given the draft before and after it.
    /// Whether it was done; a refusal is announced with its reason.
    pub fn run(
        self,
        operation: impl FnOnce(&Draft) -> Result<Draft, OpRefused>,
        told: impl FnOnce(&Draft, &Draft) -> Told,
    ) -> bool {
        let before = self.with_untracked(Draft::clone);
        match operation(&before) {
            Ok(draft) => {
                let Told { label, status } = told(&before, &draft);
                let edit = Edit { label, part: None, at: format::now() };
                self.history.update(|history| history.push(draft, edit));
                if let Some(status) = status {
                    self.announcer.status(status);
                }
                true
            }
            Err(refused) => {
                if !refused.is_nothing {
                    self.announcer.status(refused.reason);
                }
                false
            }
        }
    }

    /// Changes a condition. Changes of the same part that follow quickly are one step of the history.
    pub fn change(self, id: NodeId, condition: DraftCondition, part: &'static str, label: String) {
        let changed = self.with_untracked(|draft| draft.update(id, condition));
        if let Ok(draft) = changed {
            let edit = Edit { label, part: Some((id, part)), at: format::now() };
            self.history.update(|history| history.push(draft, edit));
        }
    }

    /// Takes the last step back; whether there was one.
    pub fn undo(self) -> bool {
        self.travel(History::undo, "Undone")
    }

    /// Does again what was taken back; whether there was anything.
    pub fn redo(self) -> bool {
        self.travel(History::redo, "Done again")
    }

    /// Whether there is a step to take back.
    pub fn can_undo(self) -> bool {
        self.history.with(|history| history.undoable().is_some())
    }

    /// Whether there is a step to do again.
    pub fn can_redo(self) -> bool {
        self.history.with(|history| history.redoable().is_some())
    }

    /// Shows the builder in full, with the focus on the button that adds a condition.
    pub fn show(self) {
        self.open.set(true);
        let root = self.with_untracked(|draft| draft.root().id);
        self.focus(root, "add");
    }

    /// Shows the one line of the bar again.
    pub fn hide(self) {
        self.open.set(false);
        focus::focus_soon("filters");
    }

    fn travel(self, way: fn(&mut History) -> Option<Edit>, word: &str) -> bool {
        let before = self.with_untracked(Draft::clone);
        let edit = self.history.try_update(way).flatten();
        if let Some(edit) = &edit {
            self.announcer.status(format!("{word}: {}", edit.label));
            let (node, part) = self.with_untracked(|draft| changed(&before, draft, edit));
            self.focus(node, part);
        }
        edit.is_some()
    }

    /// Focuses a control of a node once it is drawn: a list that moves an element takes its focus away.
    pub fn focus(self, node: NodeId, part: &str) {
        focus::focus_soon(part_id(node, part));
    }
}

/// What a step of the history was about, in the draft that is there after it, and the control that takes the focus.
fn changed(before: &Draft, after: &Draft, edit: &Edit) -> (NodeId, &'static str) {
    fn new_in(node: &DraftNode, before: &Draft) -> Option<NodeId> {
        let own = before.node(node.id).is_none().then_some(node.id);
        own.or_else(|| node.children().iter().find_map(|child| new_in(child, before)))
    }
    let is_there = |node: &NodeId| after.node(*node).is_some();
    let edited = edit.part.map(|(node, _)| node).filter(is_there);
    let node = edited
        .or_else(|| new_in(after.root(), before))
        .or_else(|| before.focus().filter(is_there))
        .or_else(|| after.focus().filter(is_there))
        .unwrap_or(after.root().id);
    (node, if node == after.root().id { "add" } else { "grip" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::{Filter, edit::Combinator};

    fn edit(part: Option<NodeId>) -> Edit {
        Edit { label: String::new(), part: part.map(|node| (node, "value")), at: shared::time::Instant(0) }
    }

    #[test]
    fn undo_leads_to_what_was_changed() {
        let leaf = |name: &str| json!({"event": {"name": name}});
        let root = json!({"all": [leaf("a"), {"any": [leaf("b"), leaf("c")]}]});
        let draft = Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap());
        let (root, group) = (draft.root().id, draft.root().children()[1].id);
        let (first, inner) = (draft.root().children()[0].id, draft.root().children()[1].children()[0].id);
        let undone = |after: Draft, part| changed(&after, &draft, &edit(part));
        assert_eq!(undone(draft.remove(inner).unwrap(), None), (inner, "grip"), "what came back");
        assert_eq!(undone(draft.remove(group).unwrap(), None), (group, "grip"));
        assert_eq!(undone(draft.set_combinator(group, Combinator::All).unwrap(), None), (group, "grip"));
        assert_eq!(undone(draft.move_to(first, group, 0).unwrap(), None), (first, "grip"));
        assert_eq!(undone(draft.clone(), Some(inner)), (inner, "grip"), "a value");
        assert_eq!(undone(draft.add(root, None, DraftCondition::default()).unwrap(), None), (root, "add"));
    }
}
