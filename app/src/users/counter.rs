//! The bold number above the list.

use super::{effects::found, listing::Counter, store::Store};
use leptos::prelude::*;

/// "1,284 users found", dimmed while it may be an older question's.
#[component]
pub fn Heading() -> impl IntoView {
    let store: Store = expect_context();
    let counter = Memo::new(move |_| {
        let draft = store.draft.get();
        store.listing.with(|listing| listing.counter(&draft))
    });
    let is_stale = move || matches!(counter.get(), Counter::Known { stale: true, .. });
    let text = move || match counter.get() {
        Counter::Loading => view! {
            <span class="skeleton skeleton-count" aria-hidden="true"></span>
            <span class="visually-hidden">"Counting users"</span>
        }
        .into_any(),
        Counter::Known { total, stale } => view! {
            <span class="count-text" class:is-stale=stale>{found(total)}</span>
            {stale.then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
        }
        .into_any(),
        Counter::Failed => view! { <span>"Count unavailable"</span> }.into_any(),
    };
    let retry = move || {
        (counter.get() == Counter::Failed).then(|| {
            view! {
                <button type="button" class="button-link" on:click=move |_| store.retry()>"Retry"</button>
            }
        })
    };
    view! {
        <h2 id="found" class="count" tabindex="-1" aria-busy=move || is_stale().to_string()>{text}</h2>
        {retry}
    }
}
