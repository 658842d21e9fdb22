//! The table of imports.

use super::{acts::Acts, list::Listing, row::import_row};
use crate::{
    api::Failure,
    ui::{failed_row, focus::focus, skeleton_rows},
};
use leptos::prelude::*;
use shared::ids::ImportId;

/// Heads of the columns; the first says what a row is about, the last has no words that are seen.
const HEADS: [(&str, &str); 12] = [
    ("Name", "segment-name"),
    ("File", ""),
    ("Status", "import-status"),
    ("Rows", "import-number"),
    ("Created", "import-number"),
    ("Updated", "import-number"),
    ("Unchanged", "import-number"),
    ("Skipped", "import-number"),
    ("Rejected", "import-number"),
    ("By", "import-by"),
    ("When", "segment-time"),
    ("Actions", "import-actions"),
];

/// What stands in the body of the table.
#[derive(Clone, PartialEq)]
enum Body {
    Skeleton,
    Failed(Failure),
    Rows(Vec<ImportId>),
}

/// The table.
pub fn import_table(listing: RwSignal<Listing>, acts: Acts, load: Callback<()>) -> AnyView {
    let body = Memo::new(move |_| {
        listing.with(|listing| match (listing.imports(), listing.failure()) {
            (Some(imports), _) => Body::Rows(imports.iter().map(|import| import.import_id).collect()),
            (None, Some(failure)) => Body::Failed(failure.clone()),
            (None, None) => Body::Skeleton,
        })
    });
    let retry = Callback::new(move |()| {
        load.run(());
        focus("imports-title");
    });
    let is_known = Memo::new(move |_| body.with(|body| matches!(body, Body::Rows(_))));
    let ids = move || match body.get() {
        Body::Rows(ids) => ids,
        Body::Skeleton | Body::Failed(_) => Vec::new(),
    };
    let rows = move || {
        if is_known.get() {
            return view! { <For each=ids key=|id| *id children=move |id| import_row(listing, acts, id) /> }.into_any();
        }
        match body.get() {
            Body::Failed(failure) => {
                let title = "Imports could not be loaded";
                failed_row(HEADS.len(), title, failure.reason(), failure.request_id(), retry)
            }
            Body::Skeleton | Body::Rows(_) => skeleton_rows(HEADS.len(), "Loading imports"),
        }
    };
    let head = |(at, (words, class)): (usize, (&'static str, &'static str))| {
        let class_of_words = if at + 1 == HEADS.len() { "sort-none visually-hidden" } else { "sort-none" };
        view! { <th scope="col" role="columnheader" class=class><span class=class_of_words>{words}</span></th> }
    };
    view! {
        <div class="list imports-list">
            <div class="list-scroll">
                <table role="table" aria-labelledby="imports-title" aria-busy=move || (!is_known.get()).to_string()>
                    <thead role="rowgroup">
                        <tr role="row">{HEADS.into_iter().enumerate().map(head).collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}
