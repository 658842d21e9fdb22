//! The table of segments: its head, and what stands in its body.

use super::{
    delete::Deleting,
    order::{By, Order},
    row::segment_row,
    states::{failed, no_match, skeleton},
    store::SegmentsStore,
};
use crate::{
    address::{Navigator, Write},
    ui::{Announcer, Icon},
};
use leptos::prelude::*;
use shared::api::segments::Segment;

/// What stands in the body of the table.
#[derive(Clone, PartialEq)]
enum Body {
    Skeleton,
    Rows,
    NoMatch,
    Failed(crate::api::Failure),
}

/// The table of what is shown.
pub fn segment_table(
    store: SegmentsStore,
    order: Memo<Order>,
    shown: Memo<Vec<Segment>>,
    deleting: Deleting,
) -> AnyView {
    let body = Memo::new(move |_| {
        store.listing.with(|listing| match (listing.segments(), listing.failure()) {
            (None, Some(failure)) => Body::Failed(failure.clone()),
            (None, None) => Body::Skeleton,
            (Some(_), _) if shown.with(Vec::is_empty) => Body::NoMatch,
            (Some(_), _) => Body::Rows,
        })
    });
    let rows = move || match body.get() {
        Body::Skeleton => skeleton(),
        Body::Failed(failure) => failed(store, &failure),
        Body::NoMatch => no_match(&order.get()),
        Body::Rows => view! {
            <For
                each=move || shown.get()
                key=|segment| (segment.segment_id, segment.updated.0, segment.sentence.clone(), segment.used_by.len())
                let:segment
            >
                {segment_row(store, deleting, segment)}
            </For>
        }
        .into_any(),
    };
    let plain = |words: &'static str, class: &'static str| {
        view! { <th scope="col" role="columnheader" class=class><span class="sort-none">{words}</span></th> }.into_any()
    };
    view! {
        <div class="list segments-list">
            <div class="list-scroll">
                <table role="table" aria-labelledby="segments-title" aria-busy=move || (body.get() == Body::Skeleton).to_string()>
                    <thead role="rowgroup">
                        <tr role="row">
                            {head(order, By::Name, "Name", "segment-name")}
                            {plain("Description", "")}
                            {plain("Conditions", "")}
                            {head(order, By::Users, "Users", "segment-users")}
                            {plain("Used in", "")}
                            {head(order, By::Updated, "Updated", "segment-time")}
                            <th scope="col" role="columnheader"><span class="sort-none visually-hidden">"Actions"</span></th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// A column's head, which sorts.
fn head(order: Memo<Order>, by: By, words: &'static str, class: &'static str) -> AnyView {
    let navigator: Navigator = expect_context();
    let announcer: Announcer = expect_context();
    let direction = Memo::new(move |_| order.with(|order| (order.by == by).then_some(order.descending)));
    let sort = move |_| {
        let next = order.with_untracked(|order| order.sorted_by(by));
        navigator.go(&next.href(), Write::Push);
        announcer.status(told(&next));
    };
    let aria_sort = move || direction.get().map(|descending| if descending { "descending" } else { "ascending" });
    let arrow = move || {
        let name = if direction.get() == Some(true) { "arrow-down" } else { "arrow-up" };
        view! { <span class="sort-arrow" class:is-active=direction.get().is_some()><Icon name=name /></span> }
    };
    view! {
        <th scope="col" role="columnheader" class=class aria-sort=aria_sort>
            <button type="button" class="sort" on:click=sort>{words}{arrow}</button>
        </th>
    }
    .into_any()
}

fn told(order: &Order) -> &'static str {
    match (order.by, order.descending) {
        (By::Name, false) => "Sorted by name, A first",
        (By::Name, true) => "Sorted by name, Z first",
        (By::Users, false) => "Sorted by users, fewest first",
        (By::Users, true) => "Sorted by users, most first",
        (By::Updated, false) => "Sorted by last update, oldest first",
        (By::Updated, true) => "Sorted by last update, newest first",
    }
}
