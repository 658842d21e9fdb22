//! The foot of the builder: the number of users, and Apply.

use super::{Applied, Builder};
use crate::ui::{Announcer, keys};
use leptos::prelude::*;

/// What is left out of the filter: "1 incomplete condition ignored".
pub fn ignored(incomplete: usize, invalid: usize) -> Option<String> {
    let part = |count: usize, word: &str| {
        let noun = if count == 1 { "condition" } else { "conditions" };
        (count > 0).then(|| format!("{count} {word} {noun}"))
    };
    let parts: Vec<_> = [part(incomplete, "incomplete"), part(invalid, "invalid")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{} ignored", parts.join(" and ")))
}

/// The number of the draft.
pub fn total() -> AnyView {
    let builder: Builder = expect_context();
    let ignored = Memo::new(move |_| {
        builder.finished.with(|finished| ignored(finished.incomplete.len(), finished.invalid.len()))
    });
    view! { <p class="builder-total">{move || ignored.get().map(|text| view! { <span class="ignored">{text}</span> })}</p> }
        .into_any()
}

/// Apply, with its keys printed.
#[component]
pub fn ApplyButton() -> impl IntoView {
    let builder: Builder = expect_context();
    let applied: Applied = expect_context();
    let announcer: Announcer = expect_context();
    let printed = keys::printed("Control+Enter", keys::has_command()).replace("Enter", "↵");
    view! {
        <button
            type="button"
            id="apply"
            class="button button-apply"
            aria-keyshortcuts="Control+Enter Meta+Enter"
            on:click=move |_| apply(builder, applied, announcer)
        >
            "Apply" <kbd aria-hidden="true">{printed}</kbd>
        </button>
    }
}

/// Applies the draft.
pub fn apply(builder: Builder, applied: Applied, announcer: Announcer) {
    let (filter, ignored) = builder.finished.with_untracked(|finished| {
        (finished.filter.clone(), ignored(finished.incomplete.len(), finished.invalid.len()))
    });
    let _ = announcer;
    let _ = ignored;
    applied.apply(filter);
}
