//! The browser's storage. Where it is switched off nothing is kept, and nothing fails.

use leptos::prelude::window;

/// What is kept under a name.
pub fn read(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Keeps a text, or forgets it.
pub fn write(key: &str, text: Option<&str>) {
    let Ok(Some(storage)) = window().local_storage() else { return };
    // A full storage keeps nothing new; the choice still holds until the page is left.
    let _ = match text {
        Some(text) => storage.set_item(key, text),
        None => storage.remove_item(key),
    };
}
