//! What was changed in this session, each with its Undo, so that undoing is no race against a toast.

use super::context::{Change, Toasts};
use crate::ui::{Icon, Popover, format};
use leptos::prelude::*;

/// A button that opens the list of changes.
#[component]
pub fn RecentChanges() -> impl IntoView {
    let toasts: Toasts = expect_context();
    let line = move |change: Change| {
        let label = format!("Undo: {}", change.text);
        view! {
            <li class="change">
                <span>{change.text}</span>
                <span class="meta">{format::time_of_day(change.at)}</span>
                <button type="button" class="button-link" aria-label=label on:click=move |_| toasts.undo(change.id)>
                    "Undo"
                </button>
            </li>
        }
    };
    let is_empty = Memo::new(move |_| toasts.changes.with(Vec::is_empty));
    view! {
        <Popover
            id="recent-changes"
            title="Recent changes"
            label="Recent changes"
            class="icon-button"
            button=|| view! { <Icon name="clock" /> }
        >
            {move || is_empty.get().then(|| view! { <p class="meta changes-none">"Nothing was changed in this session."</p> })}
            <ul class="changes"><For each=move || toasts.changes.get() key=|change| change.id children=line /></ul>
        </Popover>
    }
}
