//! Keys of the list, heard. Single letters can be switched off; none acts in a field or while something is open.

use super::{
    filter_keys::{Filtering, control_action},
    keys::{Action, action},
    on_user::OnUser,
    row_menu::RowMenu,
    store::Store,
};
use crate::{
    preferences::{LetterKeys, Preferences},
    profile::copy_id,
    ui::{Announcer, focus, popover},
};
use leptos::{ev, prelude::*};
use shared::ids::UserId;
use web_sys::{HtmlElement, KeyboardEvent};

/// Starts to listen.
pub fn listen(store: Store, shortcuts_open: RwSignal<bool>) {
    let preferences: Preferences = expect_context();
    let announcer: Announcer = expect_context();
    let on_user = OnUser { selecting: expect_context(), deletion: expect_context() };
    let menu: RowMenu = expect_context();
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
        let row = focused.as_ref().and_then(user_of_row);
        if let (Some(user_id), Some(focused), true) = (row, &focused, is_menu_key(&event)) {
            event.prevent_default();
            return menu.open(user_id, None, focused.id(), None);
        }
        let letters = preferences.letter_keys.get_untracked() == LetterKeys::On && !in_field;
        let Some(action) = action(&key_of(&event), row.is_some(), letters) else { return };
        if in_field && action != Action::Close {
            return;
        }
        if filtering.act(action)
            || on_user.act(store, action, row)
            || act(store, announcer, action, row, shortcuts_open)
        {
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

/// The user whose row has the focus: its box, its name, its button.
pub fn user_of_row(element: &HtmlElement) -> Option<UserId> {
    let id = element.id();
    ["user-", "select-", "more-"].iter().find_map(|prefix| id.strip_prefix(prefix))?.parse().ok()
}

/// The keys for what the right button of the mouse does.
fn is_menu_key(event: &KeyboardEvent) -> bool {
    (event.key() == "F10" && event.shift_key()) || event.key() == "ContextMenu"
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
        Action::Next => store.step(row.or(open), true),
        Action::Previous => store.step(row.or(open), false),
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
        Action::AddCondition
        | Action::ToggleBuilder
        | Action::Apply
        | Action::Undo
        | Action::Redo
        | Action::Select
        | Action::SelectRange
        | Action::Tag
        | Action::Delete => false,
    }
}

fn click_on(id: &str) -> bool {
    let element = focus::element(id);
    if let Some(element) = &element {
        element.click();
    }
    element.is_some()
}
