//! The builder's state: the draft with its history, and the names that its conditions can use. It knows nothing of
//! lists or addresses, so that the users page and a segment's page build with the same one.
//!
//! Invariant: the draft changes only through [`Builder::run`], [`Builder::change`], [`Builder::undo`],
//! [`Builder::redo`] and [`Builder::begin`]; each tells what it did.

use super::{changed::changed, directory::directory, parts::part_id, pieces::Pieces, told::Told};
use crate::ui::{Announcer, focus, format, quiet};
use leptos::prelude::*;
use shared::{
    api::catalogue::Catalogue,
    filter::{
        Directory, canonical_text,
        edit::{Draft, DraftCondition, Edit, Finished, History, NodeId, OpRefused, Purpose},
        problems_of,
    },
};
use std::collections::BTreeSet;

/// The builder of one filter; shared through the context.
#[derive(Clone, Copy)]
pub struct Builder {
    history: RwSignal<History>,
    /// What exists, for the picker, suggestions and names.
    pub catalogue: RwSignal<Catalogue>,
    /// The same by name.
    pub names: Memo<Directory>,
    /// The draft without what its conditions ask for: what stands where. Typing a value leaves it as it is.
    pub outline: ReadSignal<Draft>,
    /// What the draft stands for now: without what is incomplete, wrong, muted, or names what is gone.
    pub finished: Memo<Finished>,
    /// The canonical text of its filter: the same for drafts of the same meaning.
    pub meaning: Memo<String>,
    /// Conditions in which something is missing.
    pub incomplete: ReadSignal<Vec<NodeId>>,
    /// Whether the builder is shown in full.
    pub open: RwSignal<bool>,
    /// The condition whose field picker opens as soon as it is shown.
    pub picking: RwSignal<Option<NodeId>>,
    /// Groups that are shown as one line. Not part of the filter.
    pub collapsed: RwSignal<BTreeSet<NodeId>>,
    pieces: Pieces,
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
        let pieces = Pieces::new();
        let this = Self {
            history,
            catalogue,
            names,
            outline: pieces.outline(),
            finished,
            meaning: Memo::new(move |_| finished.with(|finished| canonical_text(&finished.filter))),
            incomplete: quiet(move || finished.with(|finished| finished.incomplete.clone())),
            open: RwSignal::new(false),
            picking: RwSignal::new(None),
            collapsed: RwSignal::new(BTreeSet::new()),
            pieces,
            announcer: expect_context(),
        };
        provide_context(this);
        this
    }

    /// Begins anew with a draft, without a history.
    pub fn begin(self, draft: Draft) {
        self.collapsed.set(BTreeSet::new());
        self.picking.set(None);
        self.record(|history| *history = History::new(draft));
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
        self.with_untracked(|draft| self.pieces.condition(id, draft))
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
                self.record(|history| history.push(draft, edit));
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
            self.record(|history| history.push(draft, edit));
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

    fn record<T>(self, change: impl FnOnce(&mut History) -> T) -> Option<T> {
        let done = self.history.try_update(change);
        self.history.try_with_untracked(|history| self.pieces.settle(history.present()));
        done
    }

    fn travel(self, way: fn(&mut History) -> Option<Edit>, word: &str) -> bool {
        let before = self.with_untracked(Draft::clone);
        let edit = self.record(way).flatten();
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
