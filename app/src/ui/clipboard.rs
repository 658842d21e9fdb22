//! Copying, with a word on whether it worked.

use super::{icon::Icon, live_region::Announcer};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// Copies a text; whether the browser lets it.
pub async fn write_clipboard(text: &str) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    // Pages on plain http have no clipboard.
    let has_clipboard = clipboard.is_ok_and(|clipboard| !clipboard.is_undefined());
    has_clipboard && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Selects the text of an element.
pub fn select_text(element: &web_sys::Element) {
    if let Ok(Some(selection)) = window().get_selection() {
        // An element of the page can always be selected.
        let _ = selection.select_all_children(element);
    }
}

/// Copies a text and says so; `done` hears whether it worked.
pub fn copy(text: String, what: String, announcer: Announcer, done: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        let copied = write_clipboard(&text).await;
        if copied {
            announcer.status(begun_large(&format!("{what} copied")));
        } else {
            let text = format!("{what} could not be copied: the browser does not allow it here");
            announcer.alert(begun_large(&text));
        }
        done(copied);
    });
}

fn begun_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A button that copies. Its name says what; its sign says that it worked.
#[component]
pub fn CopyButton(
    /// What is copied, as in "ID".
    #[prop(into)]
    what: String,
    /// The text, when it is asked for.
    #[prop(into)]
    text: Signal<String>,
    /// A word beside the sign.
    #[prop(optional)]
    label: &'static str,
) -> impl IntoView {
    let announcer: Announcer = expect_context();
    let copied = RwSignal::new(false);
    let name = format!("Copy {what}");
    let click = move |_| {
        copy(text.get_untracked(), what.clone(), announcer, move |worked| {
            copied.set(worked);
            set_timeout(move || _ = copied.try_set(false), Duration::from_secs(2));
        });
    };
    let sign = move || {
        if copied.get() {
            view! { <Icon name="check" /> }
        } else {
            view! { <Icon name="copy" /> }
        }
    };
    view! {
        <button
            type="button"
            class=if label.is_empty() { "icon-button" } else { "button" }
            aria-label=name.clone()
            title=name
            on:click=click
        >
            {sign}
            {(!label.is_empty()).then_some(move || if copied.get() { "Copied" } else { label })}
        </button>
    }
}
