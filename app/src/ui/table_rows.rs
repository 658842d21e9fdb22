//! What stands in a table's body in the place of its rows: rows to come, or something about all of them.

use super::CopyButton;
use leptos::prelude::*;

/// Rows to come; seen only after a moment, so that a quick answer never flickers.
pub fn skeleton_rows(columns: usize, words: &'static str) -> AnyView {
    let cell = |_| view! { <td role="cell"><span class="skeleton"></span></td> };
    let row = |at: usize| {
        let cells = (0..columns).map(cell).collect_view();
        let words = (at == 0).then(|| view! { <td role="cell" class="visually-hidden">{words}</td> });
        view! { <tr role="row" class="skeleton-row" aria-hidden=(at > 0).then_some("true")>{cells}{words}</tr> }
    };
    (0..6).map(row).collect_view().into_any()
}

/// A row over the whole width.
pub fn whole_row(columns: usize, content: AnyView) -> AnyView {
    view! {
        <tr role="row" class="block-row">
            <td role="cell" colspan=columns.to_string()><div class="block">{content}</div></td>
        </tr>
    }
    .into_any()
}

/// The rows could not be had: why, and what finds the request in the server's log.
pub fn failed_row(
    columns: usize,
    title: &'static str,
    reason: String,
    request_id: Option<String>,
    retry: Callback<()>,
) -> AnyView {
    let request_id = request_id.map(|request_id| {
        view! {
            <p class="meta request-id">
                "Request " <span class="mono">{request_id.clone()}</span>
                <CopyButton what="request ID" text=Signal::stored(request_id) />
            </p>
        }
    });
    let content = view! {
        <p class="block-title">{title}</p>
        <p>{reason}</p>
        <button type="button" class="button" on:click=move |_| retry.run(())>"Retry"</button>
        {request_id}
    };
    whole_row(columns, content.into_any())
}
