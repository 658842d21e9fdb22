//! What stands in the list's place: a skeleton, a failure, no segment yet, none that is searched for.

use super::{order::Order, starters::starters, store::SegmentsStore};
use crate::{
    address::{Navigator, Write},
    api::Failure,
    sign_in::SessionContext,
    ui::{failed_row, focus::focus, skeleton_rows, whole_row},
};
use leptos::prelude::*;

/// Columns of the table.
pub const COLUMNS: usize = 7;

/// Rows to come.
pub fn skeleton() -> AnyView {
    skeleton_rows(COLUMNS, "Loading segments")
}

/// The list could not be loaded.
pub fn failed(store: SegmentsStore, failure: &Failure) -> AnyView {
    let title =
        if failure.is_forbidden() { "You do not have access to segments" } else { "Segments could not be loaded" };
    let retry = Callback::new(move |()| {
        store.refresh();
        focus("segments-title");
    });
    failed_row(COLUMNS, title, failure.reason(), failure.request_id(), retry)
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
    whole_row(COLUMNS, content.into_any())
}

/// There is no segment yet.
pub fn empty(store: SegmentsStore, missing: Memo<Vec<usize>>) -> AnyView {
    let how = if expect_context::<SessionContext>().may_edit() {
        view! {
            "Build a filter on "<a href="/users">"Users"</a>" and choose Save as..., start with "
            <a href="/segments/new">"New Segment"</a>", or take one of these:"
        }
        .into_any()
    } else {
        "Editors and owners of the workspace make them.".into_any()
    };
    view! {
        <div class="segments-empty">
            <h2 class="block-title" id="segments-title" tabindex="-1">"No segments yet"</h2>
            <p>
                "A segment is a name for a filter. Who is in it is computed, so that it is always current. "
                {how}
            </p>
            {starters(store, missing)}
        </div>
    }
    .into_any()
}
