//! What each part of a profile shows while it is fetched, and when it cannot be.

use super::{paged::Paged, part::Part, store::ProfileStore};
use crate::{
    api::Failure,
    filter::{Builder, acting::add_known},
    ui::{Toasts, popover, when_seen},
};
use leptos::{html, prelude::*};
use shared::filter::edit::DraftCondition;

/// A part that is on its way.
pub fn waiting(lines: usize) -> AnyView {
    let line = |_| view! { <span class="skeleton"></span> };
    view! { <div class="panel-loading" aria-hidden="true">{(0..lines).map(line).collect_view()}</div> }.into_any()
}

/// A part that could not be fetched; the others stay.
pub fn failed(store: ProfileStore, what: &'static str, failure: &Failure) -> AnyView {
    let retry = move |_| {
        store.retry();
        crate::ui::focus::focus(super::focusing::TITLE);
    };
    view! {
        <div class="block part-failed" role="group" aria-label=what>
            <p class="block-title">{what}</p>
            <p>{failure.reason()}</p>
            <button type="button" class="button" on:click=retry>"Retry"</button>
        </div>
    }
    .into_any()
}

/// Adds conditions to the filter. Where the panel covers the page it closes, so that the filter is seen.
pub fn filtering(store: ProfileStore) -> Callback<DraftCondition> {
    let (builder, toasts): (Builder, Toasts) = (expect_context(), expect_context());
    Callback::new(move |condition| {
        add_known(builder, toasts, condition);
        if popover::dialog_open() {
            store.context.open.run(None);
        }
    })
}

/// A time with the exact one in a tooltip.
pub fn tooltip_time(at: shared::time::Instant, text: String) -> AnyView {
    view! { <time datetime=at.to_string() title=crate::ui::format::exact(at)>{text}</time> }.into_any()
}

/// What there is to say of what follows in a list.
#[derive(Clone, Debug, PartialEq)]
pub enum More {
    /// Nothing follows.
    Nothing,
    /// A page follows; whether it is on its way.
    Page(bool),
    /// It could not be fetched.
    Failed(String),
}

/// What follows in a list.
pub fn more_of<T>(part: &Part<Paged<T>>) -> More {
    match (&part.value, &part.failure) {
        (Some(Paged { next: Some(_), .. }), Some(failure)) => More::Failed(failure.reason()),
        (Some(Paged { next: Some(_), .. }), None) => More::Page(part.is_busy),
        (Some(Paged { next: None, .. }) | None, _) => More::Nothing,
    }
}

/// The button that loads what follows. It does so by itself when it comes into sight.
pub fn more(state: Memo<More>, count: Memo<usize>, load: Callback<()>) -> AnyView {
    let foot: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move || {
        // It may be in sight still after a page has come.
        count.track();
        if let Some(foot) = foot.get() {
            let is_ready = move || state.get_untracked() == More::Page(false);
            when_seen(&foot, move || {
                if is_ready() {
                    load.run(())
                }
            });
        }
    });
    let content = move || {
        let (reason, words) = match state.get() {
            More::Nothing => return ().into_any(),
            More::Page(false) => (None, "Load more"),
            More::Page(true) => (None, "Loading…"),
            More::Failed(reason) => (Some(reason), "Retry"),
        };
        view! {
            {reason.map(|reason| view! { <p class="meta">{format!("More could not be loaded. {reason}")}</p> })}
            <button type="button" class="button" on:click=move |_| load.run(())>{words}</button>
        }
        .into_any()
    };
    view! { <div class="load-more" node_ref=foot>{content}</div> }.into_any()
}
