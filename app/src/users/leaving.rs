//! A user who was deleted leaves the list: the row closes, the focus goes on, the number is said.

use super::{effects::found, store::Store};
use crate::{
    deletion::Asked,
    ui::{
        Announcer,
        focus::{self, focused},
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How long the row takes to close; the sheet has the same.
const CLOSING: Duration = Duration::from_millis(150);

/// Takes a user from the page.
pub fn leave(store: Store, announcer: Announcer, asked: Asked) {
    let Asked { user_id, name } = asked;
    let Some(next) = store.listing.try_with_untracked(|listing| listing.neighbour(user_id)) else { return };
    let next = next.map_or_else(|| "found".into(), |next| format!("user-{next}"));
    if store.screen.with_untracked(|screen| screen.user == Some(user_id)) {
        store.open(None);
    }
    store.leaving.set(Some(user_id));
    focus::focus(&next);
    let close = move || {
        if store.leaving.try_set(None).is_some() {
            return;
        }
        store.listing.update(|listing| listing.remove(user_id));
        // A panel that closed may have led the focus to the row that is gone now.
        if focused().is_none_or(|focused| focused.tag_name() == "BODY" || focused.id() == "found") {
            focus::focus(&next);
        }
        spawn_local(async move {
            let total = store.show_own_change().await;
            let total = total.map(|total| format!(" {}.", found(total))).unwrap_or_default();
            announcer.status(format!("{name} deleted.{total}"));
            // What is next may have been the last of a page that is no more.
            if focused().is_none_or(|focused| focused.tag_name() == "BODY") {
                focus::focus("found");
            }
        });
    };
    set_timeout(close, CLOSING);
}
