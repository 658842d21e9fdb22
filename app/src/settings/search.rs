//! The field that narrows a table, and the table of what it finds.

use super::part::{Answer, failed, waiting};
use crate::ui::{Icon, search::plain};
use leptos::prelude::*;

/// The field.
pub fn search_field(id: &'static str, words: &'static str, searched: RwSignal<String>) -> AnyView {
    view! {
        <div class="search settings-search">
            <Icon name="search" />
            <input
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=words
                aria-label=words
                prop:value=move || searched.get()
                on:input:target=move |event| searched.set(event.target().value())
            />
        </div>
    }
    .into_any()
}

/// Shows what was answered and what of it is found; `show` gets what is searched for as plain text.
pub fn searchable<T: Clone + Send + Sync + 'static>(
    answer: Answer<Vec<T>>,
    retry: Callback<()>,
    searched: RwSignal<String>,
    none: &'static str,
    show: impl Fn(Vec<T>, &str) -> AnyView + Send + 'static,
) -> AnyView {
    (move || match answer.get() {
        Some(Ok(all)) if all.is_empty() => view! { <p class="none">{none}</p> }.into_any(),
        Some(Ok(all)) => show(all, &plain(searched.get().trim())),
        Some(Err(failure)) => failed(&failure, retry),
        None => waiting(),
    })
    .into_any()
}

/// Said where nothing is found.
pub fn nothing_found(words: &'static str) -> AnyView {
    view! { <p class="none" role="status">{words}</p> }.into_any()
}

/// What there is more to say of a row, folded.
pub fn more(words: String, lines: Vec<AnyView>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let line = |content: AnyView| view! { <li>{content}</li> };
    view! {
        <details class="settings-fold settings-more">
            <summary>{words}</summary>
            <ul>{lines.into_iter().map(line).collect_view()}</ul>
        </details>
    }
    .into_any()
}
