//! Where the focus goes when the panel opens, closes or shows another user.

use super::PanelContext;
use crate::ui::{
    Announcer,
    focus::{self, focus_if_lost, focus_soon, focused},
    popover,
};
use leptos::{ev, prelude::*};
use shared::ids::UserId;

/// The heading of the panel.
pub const TITLE: &str = "panel-title";

/// Whether the focus is in the panel.
pub fn is_in_panel() -> bool {
    focused().is_some_and(|focused| focused.closest("#panel").ok().flatten().is_some())
}

/// The link of a user in the list, else the number above it.
fn row(user_id: Option<UserId>) -> String {
    let row = user_id.map(|user_id| format!("user-{user_id}"));
    row.filter(|id| focus::element(id).is_some()).unwrap_or_else(|| "found".into())
}

/// Follows the panel: opened by a key or a link the focus goes to its heading, by the mouse it stays and the panel is
/// announced; closed, it goes back to the user's row. F6 leads from one to the other.
pub fn follow(context: PanelContext, name: Signal<String>) {
    let announcer: Announcer = expect_context();
    let last: StoredValue<Option<UserId>> = StoredValue::new(None);
    // A page that comes up with a panel was opened by a link.
    let by_pointer = StoredValue::new(false);
    let pointer = window_event_listener_untyped("pointerdown", move |_| by_pointer.set_value(true));
    let keys = window_event_listener(ev::keydown, move |event| {
        by_pointer.set_value(false);
        let is_open = context.user.with_untracked(Option::is_some);
        if event.key() == "F6" && is_open && !popover::dialog_open() {
            event.prevent_default();
            if is_in_panel() { focus::focus(&row(last.get_value())) } else { focus::focus(TITLE) }
        }
    });
    on_cleanup(move || {
        pointer.remove();
        keys.remove();
    });
    Effect::new(move |before: Option<Option<UserId>>| {
        let user = context.user.get();
        let before = before.flatten();
        match (before, user) {
            (None, Some(_)) if by_pointer.get_value() => {
                request_animation_frame(move || {
                    announcer.status(format!("Profile of {} opened", name.get_untracked()));
                });
            }
            (None, Some(_)) => focus_soon(TITLE),
            (Some(before), None) => focus_soon(row(Some(before))),
            // What had the focus may go with the user before: then the heading has it. It is decided in the next frame, and
            // whoever has gone elsewhere by then stays there.
            (Some(_), Some(_)) if is_in_panel() => focus_if_lost(TITLE),
            (Some(_), Some(_)) | (None, None) => {}
        }
        if user.is_some() {
            last.set_value(user);
        }
        user
    });
}
