//! The dialog that tells the keys.

use crate::{
    preferences::{LetterKeys, Preferences},
    ui::Dialog,
};
use leptos::prelude::*;

const KEYS: [(&[&str], &str); 21] = [
    (&["F"], "Add to the filter"),
    (&["Shift F"], "Show or hide the filter builder"),
    (&["Ctrl ↵", "⌘ ↵"], "Apply the filter"),
    (&["Ctrl Z", "⌘ Z"], "Undo in the filter"),
    (&["Ctrl Shift Z", "⌘ ⇧ Z"], "Redo in the filter"),
    (&["Alt Shift ↑", "Alt Shift ↓"], "Move the condition or group in focus"),
    (&["Alt Shift →"], "Group it with the one above"),
    (&["Alt Shift ←"], "Move it out of its group"),
    (&["Ctrl D", "⌘ D"], "Duplicate it"),
    (&["M"], "Mute or unmute it (from its grip)"),
    (&["Del"], "Remove it (from its grip)"),
    (&["J", "↓"], "Next user (arrows: from a user's name)"),
    (&["K", "↑"], "Previous user"),
    (&["Enter", "O"], "Open the profile of the user in focus"),
    (&["Esc"], "Close the profile"),
    (&["T"], "Tags of the user in focus"),
    (&["C"], "Copy the ID of the user in focus"),
    (&["["], "Previous page"),
    (&["]"], "Next page"),
    (&["/"], "Search"),
    (&["?"], "Show these shortcuts"),
];

/// The keys, and the switch for single letters.
#[component]
pub fn Shortcuts(open: RwSignal<bool>) -> impl IntoView {
    let preferences: Preferences = expect_context();
    let row = |(keys, what): (&'static [&'static str], &'static str)| {
        let key = |key: &&'static str| view! { <kbd>{*key}</kbd> };
        view! { <div class="shortcut"><dt>{keys.iter().map(key).collect_view()}</dt><dd>{what}</dd></div> }
    };
    let set = move |on: bool| preferences.letter_keys.set(if on { LetterKeys::On } else { LetterKeys::Off });
    view! {
        <Dialog open=open id="shortcuts" title="Keyboard shortcuts">
            <dl class="shortcut-list">{KEYS.into_iter().map(row).collect_view()}</dl>
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
