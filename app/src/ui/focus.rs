//! Moving the focus, so that it is never lost.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The element with an id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses the element with an id, if there is one.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that cannot be focused keeps the focus where it is.
        let _ = element.focus();
    }
}

/// Focuses an element that is about to appear.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || focus(&id));
}

/// What has the focus.
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Focuses an element that is about to appear, unless something else has the focus by then: what had it is gone.
pub fn focus_if_lost(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        if focused().is_none_or(|element| element.tag_name() == "BODY") {
            focus(&id);
        }
    });
}
