//! Classes of the page's body, for what is styled by something far from it. `:has` could do the same, and would have
//! everything below the body looked through after each change anywhere.

use leptos::prelude::*;

/// The body carries a class until the caller's scope ends.
pub fn body_class(name: &'static str) {
    if let Some(body) = document().body() {
        // It fails only for a name that is no word.
        let _ = body.class_list().add_1(name);
    }
    on_cleanup(move || {
        if let Some(body) = document().body() {
            let _ = body.class_list().remove_1(name);
        }
    });
}
