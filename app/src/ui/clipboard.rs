//! Copying, with a word on whether it worked.

use super::{icon::Icon, live_region::Announcer};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// Copies a text and says so; `done` hears whether it worked.
pub fn copy(text: String, what: String, announcer: Announcer, done: impl FnOnce(bool) + 'static) {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    // Pages on plain http have no clipboard.
    let has_clipboard = clipboard.is_ok_and(|clipboard| !clipboard.is_undefined());
    spawn_local(async move {
        let copied = has_clipboard && JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok();
        if copied {
            announcer.status(format!("{what} copied"));
        } else {
            announcer.alert(format!("{what} could not be copied: the browser does not allow it here"));
        }
        done(copied);
    });
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
