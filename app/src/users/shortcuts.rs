//! The dialog that tells the keys.

use crate::{
    preferences::{LetterKeys, Preferences},
    ui::{Dialog, keys},
};
use leptos::prelude::*;

/// Keys that do the same, and what they do.
type Line = (&'static [&'static str], &'static str);

const KEYS: [(&str, &[Line]); 4] = [
    (
        "Everywhere",
        &[
            (&["Control+K"], "Go to, add a condition, find a user or segment"),
            (&["/"], "Search"),
            (&["?"], "Show these shortcuts"),
            (&["F6"], "Between the list and the profile"),
            (&["F8"], "To the notifications"),
        ],
    ),
    (
        "Users",
        &[
            (&["J", "ArrowDown"], "Next user (arrows: from a user's name)"),
            (&["K", "ArrowUp"], "Previous user"),
            (&["Enter", "O"], "Open the profile of the user in focus"),
            (&["Esc"], "Close the profile"),
            (&["Shift+F10"], "Menu of the user in focus"),
            (&["C"], "Copy the ID of the user in focus"),
            (&["["], "Previous page"),
            (&["]"], "Next page"),
        ],
    ),
    (
        "Selection",
        &[
            (&["X"], "Select the user in focus, or let go"),
            (&["Shift+X"], "Select all from the one before"),
            (&["T"], "Tag the selected, or the user in focus"),
            (&["Delete"], "Delete the selected, or the user in focus"),
        ],
    ),
    (
        "Filter",
        &[
            (&["F"], "Add to the filter"),
            (&["Shift+F"], "Show or hide the builder"),
            (&["Control+Enter"], "Apply"),
            (&["Control+Z"], "Undo"),
            (&["Control+Shift+Z"], "Redo"),
            (&["Alt+Shift+ArrowUp", "Alt+Shift+ArrowDown"], "Move the condition or group in focus"),
            (&["Alt+Shift+ArrowRight"], "Group it with the one above"),
            (&["Alt+Shift+ArrowLeft"], "Move it out of its group"),
            (&["Control+D"], "Duplicate it"),
            (&["M"], "Mute or unmute it (from its grip)"),
            (&["Delete"], "Remove it (from its grip)"),
        ],
    ),
];

/// The keys, and the switch for single letters.
#[component]
pub fn Shortcuts(open: RwSignal<bool>) -> impl IntoView {
    let preferences: Preferences = expect_context();
    let has_command = keys::has_command();
    let row = move |(keys, what): &(&'static [&'static str], &'static str)| {
        let key = |key: &&'static str| view! { <kbd>{keys::printed(key, has_command)}</kbd> };
        view! { <div class="shortcut"><dt>{keys.iter().map(key).collect_view()}</dt><dd>{*what}</dd></div> }
    };
    let part = move |(title, rows): (&'static str, &'static [(&'static [&'static str], &'static str)])| {
        view! {
            <section class="shortcut-part">
                <h3>{title}</h3>
                <dl class="shortcut-list">{rows.iter().map(row).collect_view()}</dl>
            </section>
        }
    };
    let set = move |on: bool| preferences.letter_keys.set(if on { LetterKeys::On } else { LetterKeys::Off });
    view! {
        <Dialog open=open id="shortcuts" title="Keyboard shortcuts">
            <div class="shortcut-parts">{KEYS.into_iter().map(part).collect_view()}</div>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || preferences.letter_keys.get() == LetterKeys::On
                    on:change:target=move |event| set(event.target().checked())
                />
                <span>"Single keys work (Esc, Enter and arrows always do)"</span>
            </label>
        </Dialog>
    }
}
