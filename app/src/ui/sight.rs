//! Something to do as soon as an element comes into sight.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Does something each time that an element comes into sight, as long as the component that asks for it lives.
pub fn when_seen(element: &Element, act: impl Fn() + 'static) {
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let is_seen = entries
            .iter()
            .any(|entry| entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting()));
        if is_seen {
            act();
        }
    });
    let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    // The browser calls it as long as it observes.
    let held = StoredValue::new_local((observer, seen));
    on_cleanup(move || held.with_value(|(observer, _)| observer.disconnect()));
}
