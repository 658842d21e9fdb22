//! `/segments`: the list of all segments.

use super::{
    delete::{DeleteDialogs, Deleting, focus_after},
    order::Order,
    starters::{missing, starters},
    states::empty,
    store::SegmentsStore,
    table::segment_table,
};
use crate::{
    address::{Navigator, Query, Write},
    sign_in::SessionContext,
    ui::{Icon, focus::focus, format},
};
use leptos::prelude::*;

/// The list.
#[component]
pub fn SegmentsPage() -> impl IntoView {
    let store: SegmentsStore = expect_context();
    let navigator: Navigator = expect_context();
    let address = navigator.address();
    navigator.land("segments-title");
    store.follow_numbers();
    let order = Memo::new(move |_| address.with(|address| Order::parse(&Query::parse(&address.query))));
    let shown = Memo::new(move |_| {
        store.listing.with(|listing| order.with(|order| order.applied(listing.segments().unwrap_or_default())))
    });
    let gone = Callback::new(move |segment: shared::api::segments::Segment| {
        shown.with_untracked(|shown| focus_after(shown, &segment));
        store.gone(segment.segment_id);
    });
    let deleting = Deleting::new(gone);
    let is_empty = Memo::new(move |_| store.listing.with(|listing| listing.segments().is_some_and(<[_]>::is_empty)));
    let offered = Memo::new(move |_| store.listing.with(|listing| listing.segments().map(missing).unwrap_or_default()));
    let may_edit = expect_context::<SessionContext>().may_edit();
    let has_more = Memo::new(move |_| may_edit && !offered.with(Vec::is_empty));
    let content = move || {
        if is_empty.get() {
            return empty(store, offered);
        }
        let more = move || {
            has_more.get().then(|| {
                view! {
                    <section class="segments-more" aria-labelledby="more-title">
                        <h3 id="more-title">"More to begin with"</h3>
                        {starters(store, offered)}
                    </section>
                }
            })
        };
        let count = move || match shown.with(Vec::len) {
            1 => "1 segment".to_owned(),
            number => format!("{} segments", format::count(number as u64)),
        };
        let is_known = move || store.listing.with(|listing| listing.segments().is_some());
        view! {
            <div class="list-bar">
                <h2 class="count" id="segments-title" tabindex="-1">
                    {move || if is_known() { count() } else { "Segments".to_owned() }}
                </h2>
                <div class="list-tools">{search(order)}</div>
            </div>
            {segment_table(store, order, shown, deleting)}
            {more}
        }
        .into_any()
    };
    view! {
        {content}
        <DeleteDialogs deleting=deleting />
    }
}

fn search(order: Memo<Order>) -> AnyView {
    let navigator: Navigator = expect_context();
    let text = Memo::new(move |_| order.with(|order| order.text.clone()));
    let look_for = move |text: String| {
        let next = Order { text, ..order.get_untracked() };
        navigator.go(&next.href(), Write::Replace);
    };
    let clear = move |_| {
        look_for(String::new());
        focus("segment-search");
    };
    let clear_button = move || {
        (!text.with(String::is_empty)).then(|| {
            view! {
                <button type="button" class="icon-button" aria-label="Clear the search" on:click=clear><Icon name="close" /></button>
            }
        })
    };
    view! {
        <div class="search" role="search">
            <Icon name="search" />
            <input
                type="text"
                id="segment-search"
                aria-label="Search segments"
                placeholder="Search segments"
                autocomplete="off"
                prop:value=move || text.get()
                on:input:target=move |event| look_for(event.target().value())
            />
            {clear_button}
        </div>
    }
    .into_any()
}
