//! The bold number above the list. It follows the draft: what the builder stands for now, whatever the list shows.

use super::{effects::found, listing::Counter, store::Store};
use crate::{
    filter::{Apply, Builder, Counting, Total},
    ui::{focus::focus_soon, format},
};
use leptos::prelude::*;

/// The number, followed.
pub fn counter(store: Store) -> Memo<Counter> {
    let counting: Counting = expect_context();
    let apply: Apply = expect_context();
    Memo::new(move |_| {
        let text = store.draft.get();
        let listed = store.listing.with(|listing| listing.counter(&text));
        shown(listed, counting.total(), apply.is_open.get())
    })
}

/// The draft's number. Where the list shows what the draft stands for its own number is used, which follows the users
/// at once; unless the draft's is known and the list's is not yet.
fn shown(listed: Counter, counted: Option<Total>, is_open: bool) -> Counter {
    let counted = counted.map(|counted| match counted {
        Total::Loading => Counter::Loading,
        Total::Known { found, stale, .. } => Counter::Known { total: found, stale },
        Total::Failed => Counter::Failed,
    });
    let is_current = |counter: &Counter| matches!(counter, Counter::Known { stale: false, .. });
    match counted {
        None => listed,
        Some(counted) if is_open => counted,
        Some(counted) if !is_current(&listed) && is_current(&counted) => counted,
        Some(_) => listed,
    }
}

/// "1,284 users found", dimmed while it may be an older question's; and whether the list shows something else.
#[component]
pub fn Heading() -> impl IntoView {
    let store: Store = expect_context();
    let counting: Counting = expect_context();
    let counter = counter(store);
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
    let again = move |_| {
        counting.retry();
        store.retry();
    };
    let retry = move || {
        (counter.get() == Counter::Failed).then(|| {
            view! { <button type="button" class="button-link" on:click=again>"Retry"</button> }
        })
    };
    view! {
        <h2 id="found" class="count" tabindex="-1" aria-busy=move || is_stale().to_string()>{text}</h2>
        {retry}
        <NotApplied />
    }
}

/// Says that the list shows something else than the number; leads to Apply.
#[component]
fn NotApplied() -> impl IntoView {
    let store: Store = expect_context();
    let apply: Apply = expect_context();
    let builder: Builder = expect_context();
    let listed = Memo::new(move |_| store.listing.with(super::listing::Listing::current_total));
    let words = move || match listed.get() {
        Some(total) => format!("Not applied - the list shows {}", format::count(total)),
        None => "Not applied".to_owned(),
    };
    let lead = move |_| {
        builder.open.set(true);
        focus_soon("apply");
    };
    move || {
        apply.is_open.get().then(|| {
            view! { <button type="button" class="not-applied" on:click=lead>{words}</button> }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(total: u64, stale: bool) -> Counter {
        Counter::Known { total, stale }
    }

    fn counted(found: u64, stale: bool) -> Option<Total> {
        Some(Total::Known { found, total: 99, of: 100, stale })
    }

    #[test]
    fn the_number_is_the_drafts() {
        assert_eq!(shown(known(9, false), counted(3, false), true), known(3, false));
        assert_eq!(shown(known(9, false), counted(3, true), true), known(3, true));
        assert_eq!(shown(known(9, false), Some(Total::Failed), true), Counter::Failed);
        assert_eq!(shown(known(9, false), Some(Total::Loading), true), Counter::Loading);
    }

    #[test]
    fn the_lists_number_is_the_drafts_once_it_is_applied() {
        assert_eq!(shown(known(9, false), counted(3, false), false), known(9, false));
        assert_eq!(shown(known(9, true), counted(3, false), false), known(3, false), "known before the list is");
        assert_eq!(shown(known(9, true), counted(3, true), false), known(9, true));
        assert_eq!(shown(known(9, true), None, false), known(9, true), "nobody counts while the builder is closed");
    }
}
