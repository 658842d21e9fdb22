//! Undo and redo.

use super::draft::{Draft, NodeId};
use crate::time::Instant;

/// Steps that are kept.
const STEPS: usize = 50;
/// Edits of the same thing that follow within this time are one step.
const MERGE_WITHIN: i64 = 500;

/// What an edit was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// In words, for "Undone: removed Plan is Pro".
    pub label: String,
    /// The node and the part of it whose edits become one step. `None` for operations on the tree, each of which is
    /// a step.
    pub part: Option<(NodeId, &'static str)>,
    /// When.
    pub at: Instant,
}

/// A draft, what it was before, and what it was before that was undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    present: Draft,
    past: Vec<(Draft, Edit)>,
    future: Vec<(Draft, Edit)>,
    /// Whether the next edit may still become one with the last step.
    is_open: bool,
}

impl History {
    /// Begins with a draft.
    #[must_use]
    pub fn new(present: Draft) -> Self {
        Self { present, ..Self::default() }
    }

    /// The draft.
    #[must_use]
    pub fn present(&self) -> &Draft {
        &self.present
    }

    /// Notes an edit that has been made.
    pub fn push(&mut self, draft: Draft, edit: Edit) {
        let before = std::mem::replace(&mut self.present, draft);
        self.future.clear();
        let last = self.past.last_mut().map(|(_, edit)| edit).filter(|_| self.is_open);
        if let Some(last) = last
            && edit.part.is_some()
            && last.part == edit.part
            && (0..=MERGE_WITHIN).contains(&(edit.at.0 - last.at.0))
        {
            *last = edit;
            return;
        }
        self.past.push((before, edit));
        if self.past.len() > STEPS {
            self.past.remove(0);
        }
        self.is_open = true;
    }

    /// The edit that `undo` would take back.
    #[must_use]
    pub fn undoable(&self) -> Option<&Edit> {
        self.past.last().map(|(_, edit)| edit)
    }

    /// The edit that `redo` would make again.
    #[must_use]
    pub fn redoable(&self) -> Option<&Edit> {
        self.future.last().map(|(_, edit)| edit)
    }

    /// Takes the last step back, and answers with what it was.
    pub fn undo(&mut self) -> Option<Edit> {
        let (before, edit) = self.past.pop()?;
        let after = std::mem::replace(&mut self.present, before);
        self.future.push((after, edit.clone()));
        self.is_open = false;
        Some(edit)
    }

    /// Makes again what was taken back, and answers with what it was.
    pub fn redo(&mut self) -> Option<Edit> {
        let (after, edit) = self.future.pop()?;
        let before = std::mem::replace(&mut self.present, after);
        self.past.push((before, edit.clone()));
        self.is_open = false;
        Some(edit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::edit::DraftCondition;

    fn edit(label: &str, part: Option<(NodeId, &'static str)>, at: i64) -> Edit {
        Edit { label: label.to_owned(), part, at: Instant(at) }
    }

    fn grown(draft: &Draft) -> Draft {
        draft.add(draft.root().id, None, DraftCondition::default()).unwrap()
    }

    #[test]
    fn typing_is_one_step_and_operations_are_one_each() {
        let mut history = History::default();
        let value = Some((NodeId(1), "value"));
        for (part, at) in [
            (value, 0),
            (value, 500),
            // Half a second since the last, not since the first.
            (value, 1_000),
            (value, 1_501),
            (Some((NodeId(1), "operator")), 1_502),
            (Some((NodeId(2), "operator")), 1_503),
            (None, 1_504),
            (None, 1_505),
        ] {
            let next = grown(history.present());
            history.push(next, edit("typed", part, at));
        }
        let mut sizes = Vec::new();
        while history.undo().is_some() {
            sizes.push(history.present().condition_count());
        }
        assert_eq!(sizes, [7, 6, 5, 4, 3, 0]);
        while history.redo().is_some() {}
        assert_eq!(history.present().condition_count(), 8);
    }

    #[test]
    fn a_new_edit_ends_what_could_be_redone_and_does_not_merge_with_what_was_undone() {
        let mut history = History::default();
        let value = Some((NodeId(1), "value"));
        for at in [0, 1_000] {
            let next = grown(history.present());
            history.push(next, edit("typed", value, at));
        }
        assert_eq!(history.undo().map(|edit| edit.at), Some(Instant(1_000)));
        let next = grown(history.present());
        history.push(next, edit("typed", value, 100));
        assert!(history.redoable().is_none());
        assert_eq!(history.undo().map(|edit| edit.at), Some(Instant(100)));
        assert_eq!(history.present().condition_count(), 1);
    }

    #[test]
    fn fifty_steps_are_kept() {
        let mut history = History::default();
        for at in 0..60 {
            let next = grown(history.present());
            history.push(next, edit("added", None, at));
        }
        let mut steps = 0;
        while history.undo().is_some() {
            steps += 1;
        }
        assert_eq!((steps, history.present().condition_count()), (50, 10));
    }
}
