//! What keys do to the filter.

use super::keys::Action;
use crate::filter::{Apply, Builder, open_builder};
use leptos::prelude::*;

/// The filter, as keys see it.
#[derive(Clone, Copy)]
pub struct Filtering {
    /// The builder.
    pub builder: Builder,
    /// Its way to the list.
    pub apply: Apply,
}

impl Filtering {
    /// Does it; whether there was anything to do.
    pub fn act(self, action: Action) -> bool {
        let Self { builder, apply } = self;
        match action {
            Action::AddCondition => builder.show(),
            Action::ToggleBuilder if builder.open.get_untracked() => builder.hide(),
            Action::ToggleBuilder => open_builder(builder),
            Action::Apply => return apply.now(),
            Action::Undo => return builder.open.get_untracked() && builder.undo(),
            Action::Redo => return builder.open.get_untracked() && builder.redo(),
            Action::Next
            | Action::Previous
            | Action::Open
            | Action::Close
            | Action::CopyId
            | Action::NextPage
            | Action::PreviousPage
            | Action::Search
            | Action::Shortcuts
            | Action::Select
            | Action::SelectRange
            | Action::Tag
            | Action::Delete => return false,
        }
        true
    }
}

/// The action of a key with Control or Command. Undo is the field's own in a field.
pub fn control_action(key: &str, shift: bool, in_field: bool) -> Option<Action> {
    match (key, shift, in_field) {
        ("Enter", false, _) => Some(Action::Apply),
        ("z" | "Z", false, false) => Some(Action::Undo),
        ("z" | "Z", true, false) | ("y", false, false) => Some(Action::Redo),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_is_the_fields_own_in_a_field() {
        assert_eq!(control_action("z", false, false), Some(Action::Undo));
        assert_eq!(control_action("Z", true, false), Some(Action::Redo));
        assert_eq!(control_action("y", false, false), Some(Action::Redo));
        for (key, shift) in [("z", false), ("Z", true), ("y", false)] {
            assert_eq!(control_action(key, shift, true), None, "{key}");
        }
        assert_eq!(control_action("Enter", false, true), Some(Action::Apply));
        assert_eq!(control_action("Enter", true, false), None);
    }
}
