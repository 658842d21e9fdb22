//! The browser's storage, for good or for one tab. Where it is switched off nothing is kept, and nothing fails.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// What is kept under a name.
pub fn read(key: &str) -> Option<String> {
    read_in(window().local_storage(), key)
}

/// What is kept under a name for this tab.
pub fn read_for_tab(key: &str) -> Option<String> {
    read_in(window().session_storage(), key)
}

/// Keeps a text, or forgets it.
pub fn write(key: &str, text: Option<&str>) {
    write_in(window().local_storage(), key, text);
}

/// Keeps a text for this tab, or forgets it.
pub fn write_for_tab(key: &str, text: Option<&str>) {
    write_in(window().session_storage(), key, text);
}

type Place = Result<Option<Storage>, JsValue>;

fn read_in(place: Place, key: &str) -> Option<String> {
    place.ok().flatten()?.get_item(key).ok().flatten()
}

fn write_in(place: Place, key: &str, text: Option<&str>) {
    let Ok(Some(storage)) = place else { return };
    // A full storage keeps nothing new; the choice still holds until the page is left.
    let _ = match text {
        Some(text) => storage.set_item(key, text),
        None => storage.remove_item(key),
    };
}
