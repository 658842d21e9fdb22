//! The browser's own modal dialogs, opened and closed by a signal, and what is told while one covers the page. A modal
//! shuts out whatever is not inside of it: messages with their Undo, and what is read aloud, go along.
//!
//! Invariant: both are in the uppermost modal that is open, and at the end of the page while there is none.

use super::focus::element;
use leptos::{html, prelude::*};
use web_sys::Node;

/// Ids of what goes along, in their order.
const GO_ALONG: [&str; 2] = ["notifications", "said"];

/// Shows a dialog as a modal for as long as it is to be open, and at the longest until the caller's scope ends.
pub fn modal(dialog: NodeRef<html::Dialog>, is_open: impl Fn() -> bool + Send + Sync + 'static) {
    let is_open = Memo::new(move |_| is_open());
    Effect::new(move || {
        let Some(shown) = dialog.get().filter(|_| is_open.get()) else { return };
        // It fails only on a dialog that is not in the page.
        _ = shown.show_modal();
        move_along();
        on_cleanup(move || {
            if let Some(shown) = dialog.try_get_untracked().flatten() {
                shown.close();
            }
            move_along();
        });
    });
}

/// A modal that is opened from another one stands after it in the page, so that the last one is the uppermost.
fn move_along() {
    let modals = document().query_selector_all("dialog:modal").ok();
    let uppermost = modals.and_then(|modals| modals.item(modals.length().checked_sub(1)?));
    let Some(place) = uppermost.or_else(|| document().body().map(Node::from)) else { return };
    for id in GO_ALONG {
        if let Some(one) = element(id) {
            // It fails only where something is moved into itself.
            let _ = place.append_child(&one);
        }
    }
}
