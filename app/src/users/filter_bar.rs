//! The filter above the list: in one line, or in full.

use super::store::Store;
use crate::filter::{ApplyButton, Builder, BuilderPanel, CodeButton, FilterLine, RestoreBar, SaveAsButton};
use leptos::prelude::*;

/// The line of the applied filter; the builder in its place while it is open.
#[component]
pub fn FilterBar() -> impl IntoView {
    let store: Store = expect_context();
    let builder: Builder = expect_context();
    let bar = move || {
        if builder.open.get() {
            view! { <BuilderPanel><CodeButton /><SaveAsButton /><ApplyButton /></BuilderPanel> }.into_any()
        } else {
            view! { <FilterLine search=Signal::derive(move || store.screen.with(|screen| screen.text.clone())) /> }
                .into_any()
        }
    };
    view! {
        <RestoreBar />
        {bar}
    }
}
