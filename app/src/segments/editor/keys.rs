//! Keys of the editor: Control or Command with Enter saves, with Z undoes. In a field undo is the field's own.

use super::{save::Saving, state::Editor};
use crate::ui::{focus::focused, popover};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// What keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Save,
    Undo,
    Redo,
}

fn action(key: &str, shift: bool, in_field: bool) -> Option<Action> {
    match (key, shift, in_field) {
        ("Enter", false, _) => Some(Action::Save),
        ("z" | "Z", false, false) => Some(Action::Undo),
        ("z" | "Z", true, false) | ("y", false, false) => Some(Action::Redo),
        _ => None,
    }
}

/// Listens for as long as the editor is open.
pub fn listen(editor: Editor, saving: Saving) {
    let keys = window_event_listener(ev::keydown, move |event| {
        let modified = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if !modified || event.default_prevented() || event.is_composing() || popover::dialog_open() {
            return;
        }
        let is_field = |element: web_sys::HtmlElement| {
            element.unchecked_into::<web_sys::Element>().closest("input, textarea, select").ok().flatten().is_some()
        };
        // A list of suggestions may be open while a value is saved.
        let is_free = !popover::any_open();
        let done = match action(&event.key(), event.shift_key(), focused().is_some_and(is_field)) {
            Some(Action::Save) => {
                saving.save();
                true
            }
            Some(Action::Undo) => is_free && editor.builder.undo(),
            Some(Action::Redo) => is_free && editor.builder.redo(),
            None => false,
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_is_the_fields_own_in_a_field() {
        assert_eq!(action("Enter", false, true), Some(Action::Save));
        assert_eq!(action("z", false, false), Some(Action::Undo));
        assert_eq!(action("Z", true, false), Some(Action::Redo));
        assert_eq!(action("z", false, true), None);
        assert_eq!(action("a", false, false), None);
    }
}
