//! What is told while something modal covers the page. A modal shuts out whatever is not inside of it: messages with
//! their Undo, and what is read aloud, go along.

use leptos::prelude::*;
use web_sys::Node;

/// Ids of what goes along, in their order.
const GO_ALONG: [&str; 2] = ["notifications", "said"];

/// Moves it into a modal, and back to the end of the page when the caller's scope ends.
pub fn take_along(modal: &Node) {
    move_to(modal);
    on_cleanup(|| {
        if let Some(body) = document().body() {
            move_to(&body);
        }
    });
}

fn move_to(place: &Node) {
    for id in GO_ALONG {
        if let Some(one) = document().get_element_by_id(id) {
            // It fails only where something is moved into itself.
            let _ = place.append_child(&one);
        }
    }
}
