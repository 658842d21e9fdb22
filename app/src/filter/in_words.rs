//! The draft as a sentence below the tree, for those who switched it on.

use super::Builder;
use crate::ui::{Icon, storage};
use leptos::prelude::*;
use shared::filter::describe_users;

const KEY: &str = "rollcall.sentence";
const ID: &str = "builder-sentence";

/// Whether the sentence is shown, as it was left the last time.
pub fn is_shown() -> RwSignal<bool> {
    RwSignal::new(storage::read(KEY).is_some())
}

/// The button that shows and hides the sentence.
pub fn switch(is_shown: RwSignal<bool>) -> AnyView {
    let toggle = move |_| {
        is_shown.update(|is_shown| *is_shown = !*is_shown);
        storage::write(KEY, is_shown.get_untracked().then_some("on"));
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Filter in words"
            title="Filter in words"
            aria-expanded=move || is_shown.get().to_string()
            aria-controls=ID
            on:click=toggle
        >
            <Icon name="sentence" />
        </button>
    }
    .into_any()
}

/// The sentence of what would be applied.
pub fn sentence(builder: Builder, is_shown: RwSignal<bool>) -> AnyView {
    let said = move || {
        is_shown.get().then(|| {
            builder.finished.with(|finished| builder.names.with(|names| describe_users(&finished.filter, names)))
        })
    };
    view! { <p id=ID class="builder-sentence">{said}</p> }.into_any()
}
