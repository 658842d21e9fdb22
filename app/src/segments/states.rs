//! What stands in the list's place: a skeleton, a failure, no segment yet, none that is searched for.

use super::{order::Order, starters::starters, store::SegmentsStore};
use crate::{
    address::{Navigator, Write},
    api::Failure,
    ui::{CopyButton, focus::focus},
};
use leptos::prelude::*;

/// Columns of the table.
pub const COLUMNS: usize = 7;

/// Rows to come; seen only after a moment, so that a quick answer never flickers.
pub fn skeleton() -> AnyView {
    let cell = |_| view! { <td role="cell"><span class="skeleton"></span></td> };
    let row = |at: usize| {
        let cells = (0..COLUMNS).map(cell).collect_view();
        let words = (at == 0).then(|| view! { <td role="cell" class="visually-hidden">"Loading segments"</td> });
        view! { <tr role="row" class="skeleton-row" aria-hidden=(at > 0).then_some("true")>{cells}{words}</tr> }
    };
    (0..6).map(row).collect_view().into_any()
}

/// A row over the whole width.
fn whole_row(content: AnyView) -> AnyView {
    view! {
        <tr role="row" class="block-row">
            <td role="cell" colspan=COLUMNS.to_string()><div class="block">{content}</div></td>
        </tr>
    }
    .into_any()
}

/// The list could not be loaded.
pub fn failed(store: SegmentsStore, failure: &Failure) -> AnyView {
    let title =
        if failure.is_forbidden() { "You do not have access to segments" } else { "Segments could not be loaded" };
    let request_id = failure.request_id().map(|request_id| {
        view! {
            <p class="meta request-id">
                "Request " <span class="mono">{request_id.clone()}</span>
                <CopyButton what="request ID" text=Signal::stored(request_id) />
            </p>
        }
    });
    let retry = move |_| {
        store.refresh();
        focus("segments-title");
    };
    let content = view! {
        <p class="block-title">{title}</p>
        <p>{failure.reason()}</p>
        <button type="button" class="button" on:click=retry>"Retry"</button>
        {request_id}
    };
    whole_row(content.into_any())
}

/// Nothing fits what is searched for.
pub fn no_match(order: &Order) -> AnyView {
    let navigator: Navigator = expect_context();
    let all = Order { text: String::new(), ..order.clone() };
    let clear = move |_| {
        navigator.go(&all.href(), Write::Replace);
        focus("segment-search");
    };
    let content = view! {
        <p class="block-title">{format!("No segments match “{}”", order.text.trim())}</p>
        <p>"The search looks for this text in names, descriptions and conditions."</p>
        <button type="button" class="button" on:click=clear>"Clear the search"</button>
    };
    whole_row(content.into_any())
}

/// There is no segment yet.
pub fn empty(store: SegmentsStore, missing: Memo<Vec<usize>>) -> AnyView {
    view! {
        <div class="segments-empty">
            <h2 class="block-title" id="segments-title" tabindex="-1">"No segments yet"</h2>
            <p>
                "A segment is a name for a filter. Who is in it is computed, so that it is always current. Build a filter on "
                <a href="/users">"Users"</a>" and choose Save as..., start with "<a href="/segments/new">"New Segment"</a>
                ", or take one of these:"
            </p>
            {starters(store, missing)}
        </div>
    }
    .into_any()
}
