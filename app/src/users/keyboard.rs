//! Keys of the list. Single letters can be switched off; none acts in a field or while something is open.

use super::{
    filter_keys::{Filtering, control_action},
    row_tags::open_tags,
    store::Store,
};
use crate::{
    preferences::{LetterKeys, Preferences},
    profile::{copy_id, is_in_panel},
    tags::TAG_USER,
    ui::{Announcer, focus, popover},
};
use leptos::{ev, prelude::*};
use shared::ids::UserId;
use web_sys::{HtmlElement, KeyboardEvent};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To the next user.
    Next,
    /// To the user before.
    Previous,
    /// Open the profile.
    Open,
    /// Close the profile.
    Close,
    /// Copy the id.
    CopyId,
    /// Open the tags of a user.
    Tag,
    /// To the next page.
    NextPage,
    /// To the page before.
    PreviousPage,
    /// To the search field.
    Search,
    /// Show the keys.
    Shortcuts,
    /// Open the builder where conditions are added.
    AddCondition,
    /// Show or hide the builder.
    ToggleBuilder,
    /// Apply the draft.
    Apply,
    /// Take the last step in the builder back.
    Undo,
    /// Do it again.
    Redo,
}

/// The action of a key. Arrows move only from row to row; they scroll everywhere else.
fn action(key: &str, on_row: bool, letters: bool) -> Option<Action> {
    Some(match key {
        "Escape" => Action::Close,
        "ArrowDown" if on_row => Action::Next,
        "ArrowUp" if on_row => Action::Previous,
        _ if !letters => return None,
        "j" => Action::Next,
        "k" => Action::Previous,
        "o" if on_row => Action::Open,
        "c" => Action::CopyId,
        "t" => Action::Tag,
        "]" => Action::NextPage,
        "[" => Action::PreviousPage,
        "/" => Action::Search,
        "?" => Action::Shortcuts,
        "f" => Action::AddCondition,
        "F" => Action::ToggleBuilder,
        _ => return None,
    })
}

/// Starts to listen.
pub fn listen(store: Store, shortcuts_open: RwSignal<bool>) {
    let preferences: Preferences = expect_context();
    let announcer: Announcer = expect_context();
    let filtering = Filtering { builder: expect_context(), apply: expect_context() };
    let keys = window_event_listener(ev::keydown, move |event| {
        let focused = focus::focused();
        let in_field = focused.as_ref().is_some_and(is_field);
        if event.default_prevented() || event.is_composing() || event.alt_key() {
            return;
        }
        if event.ctrl_key() || event.meta_key() {
            let action = control_action(&event.key(), event.shift_key(), in_field);
            // A list of suggestions may be open while a value is applied; a dialog has its own keys.
            let is_free = !popover::any_open() || (action == Some(Action::Apply) && !popover::dialog_open());
            if is_free && action.is_some_and(|action| filtering.act(action)) {
                event.prevent_default();
            }
            return;
        }
        if popover::any_open() {
            return;
        }
        let row = focused.as_ref().and_then(user_of_link);
        let letters = preferences.letter_keys.get_untracked() == LetterKeys::On && !in_field;
        let Some(action) = action(&key_of(&event), row.is_some(), letters) else { return };
        if in_field && action != Action::Close {
            return;
        }
        if filtering.act(action) || act(store, announcer, action, row, shortcuts_open) {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
}

/// Letters as they are written small; Shift is part of signs such as `?`.
fn key_of(event: &KeyboardEvent) -> String {
    let key = event.key();
    if key.chars().count() == 1 && !event.shift_key() { key.to_lowercase() } else { key }
}

fn is_field(element: &HtmlElement) -> bool {
    let tag = element.tag_name();
    let is_button = element.get_attribute("type").is_some_and(|kind| ["radio", "checkbox"].contains(&kind.as_str()));
    (matches!(tag.as_str(), "INPUT" | "SELECT" | "TEXTAREA") && !is_button) || element.is_content_editable()
}

/// The user whose row has the focus.
fn user_of_link(element: &HtmlElement) -> Option<UserId> {
    element.id().strip_prefix("user-")?.parse().ok()
}

/// Does it; whether there was anything to do.
fn act(
    store: Store,
    announcer: Announcer,
    action: Action,
    row: Option<UserId>,
    shortcuts_open: RwSignal<bool>,
) -> bool {
    let open = store.screen.with_untracked(|screen| screen.user);
    match action {
        Action::Next => step(store, row.or(open), true),
        Action::Previous => step(store, row.or(open), false),
        Action::Open => click_on(&row.map(|user| format!("user-{user}")).unwrap_or_default()),
        Action::Close => {
            let is_open = open.is_some();
            if is_open {
                store.open(None);
            }
            is_open
        }
        Action::CopyId => {
            let Some(user_id) = row.or(open) else { return false };
            let user = store.listing.with_untracked(|listing| {
                listing.rows().iter().find(|row| row.user.user_id == user_id).map(|row| row.user.user.clone())
            });
            user.map(|user| copy_id(user, announcer)).is_some()
        }
        Action::Tag => row.map_or_else(|| click_on(TAG_USER), |user_id| open_tags(store, user_id)),
        Action::NextPage => click_on("page-next"),
        Action::PreviousPage => click_on("page-previous"),
        Action::Search => {
            focus::focus("search");
            true
        }
        Action::Shortcuts => {
            shortcuts_open.set(true);
            true
        }
        Action::AddCondition | Action::ToggleBuilder | Action::Apply | Action::Undo | Action::Redo => false,
    }
}

fn click_on(id: &str) -> bool {
    let element = focus::element(id);
    if let Some(element) = &element {
        element.click();
    }
    element.is_some()
}

/// Moves the focus to the next or previous row; an open panel follows.
fn step(store: Store, from: Option<UserId>, forward: bool) -> bool {
    let neighbour = store.listing.with_untracked(|listing| {
        let rows = listing.rows();
        let at = from.and_then(|from| rows.iter().position(|row| row.user.user_id == from));
        let to = match (at, forward) {
            (None, _) => Some(0),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        to.and_then(|to| rows.get(to)).map(|row| row.user.user_id)
    });
    let Some(user_id) = neighbour else { return from.is_some() };
    // Whoever reads in the panel goes on reading there.
    if !is_in_panel() {
        focus::focus(&format!("user-{user_id}"));
    }
    if store.screen.with_untracked(|screen| screen.user.is_some()) {
        store.open(Some(user_id));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_act_on_rows_only() {
        assert_eq!(action("ArrowDown", true, true), Some(Action::Next));
        assert_eq!(action("ArrowDown", false, true), None);
        assert_eq!(action("ArrowUp", true, false), Some(Action::Previous));
    }

    #[test]
    fn letters_can_be_switched_off() {
        for key in ["j", "k", "o", "c", "t", "[", "]", "/", "?", "f", "F"] {
            assert!(action(key, true, true).is_some(), "{key}");
            assert_eq!(action(key, true, false), None, "{key}");
        }
        assert_eq!(action("Escape", false, false), Some(Action::Close));
        assert_eq!(action("x", true, true), None, "keys of later parts do nothing yet");
    }
}
