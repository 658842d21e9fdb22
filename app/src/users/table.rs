//! The table of users: its head, its rows, and what stands in their place.

use super::{
    column::Column,
    listing::{Listing, Phase},
    no_list::{LoadFailed, NoMatch, Skeleton},
    row::UserRowView,
    screen::{Place, Screen},
    selecting::head_check,
    store::Store,
};
use crate::{
    preferences::{Density, Preferences},
    tags::{PickerPlace, TagPicker},
    ui::{Icon, focus::focus},
};
use leptos::prelude::*;

/// What stands in the body of the table.
#[derive(Clone, PartialEq)]
enum Body {
    Skeleton,
    Rows,
    NoMatch,
    Failed(Phase),
}

fn body(listing: &Listing) -> Body {
    match listing.phase() {
        Phase::Failed { .. } => Body::Failed(listing.phase().clone()),
        Phase::Loading if listing.is_first_load() => Body::Skeleton,
        Phase::Settled if listing.rows().is_empty() => Body::NoMatch,
        Phase::Loading | Phase::Settled => Body::Rows,
    }
}

/// The list. While the pointer or the focus is in it, rows keep their places.
#[component]
pub fn UserTable() -> impl IntoView {
    let store: Store = expect_context();
    let preferences: Preferences = expect_context();
    let body = Memo::new(move |_| store.listing.with(body));
    let is_loading = Memo::new(move |_| store.listing.with(|listing| *listing.phase() == Phase::Loading));
    let total = Memo::new(move |_| store.listing.with(Listing::current_total));
    let rows = Memo::new(move |_| store.listing.with(|listing| listing.rows().to_vec()));
    // Pages are found by cursors beyond the numbered ones, where nobody knows the number of a row.
    let offset = Memo::new(move |_| {
        store.listing.with(|listing| match (&listing.request().after, &listing.request().before) {
            (None, None) => {
                let before = listing.request().page.unwrap_or(1).saturating_sub(1);
                Some(u64::from(before) * u64::from(listing.request().limit.unwrap_or_default()))
            }
            (Some(_), _) | (_, Some(_)) => None,
        })
    });
    on_cleanup(move || {
        store.set_pointer(false);
        store.set_focus(false);
    });
    view! {
        <div
            class="list"
            class:is-compact=move || preferences.density.get() == Density::Compact
            class:is-reloading=move || is_loading.get() && body.get() == Body::Rows
            on:pointerenter=move |event| if event.pointer_type() == "mouse" { store.set_pointer(true) }
            on:pointerleave=move |_| store.set_pointer(false)
            on:focusin=move |_| store.set_focus(true)
            on:focusout=move |_| store.set_focus(false)
        >
            <div class="progress" aria-hidden="true"></div>
            <UpdatesButton />
            <TagPicker place=PickerPlace::List />
            <div class="list-scroll" id="list-scroll">
                <table
                    role="table"
                    aria-labelledby="found"
                    aria-rowcount=move || total.get().map_or("-1".into(), |total| (total + 1).to_string())
                    aria-busy=move || is_loading.get().to_string()
                >
                    <Head />
                    <tbody role="rowgroup">
                        {move || match body.get() {
                            Body::Rows => view! {
                                <ForEnumerate
                                    each=move || rows.get()
                                    key=|row| (row.user.user_id, row.version)
                                    children=move |index, row| view! {
                                        <UserRowView user=row.user index=index offset=offset />
                                    }
                                />
                            }.into_any(),
                            Body::Skeleton => view! { <Skeleton /> }.into_any(),
                            Body::NoMatch => view! { <NoMatch /> }.into_any(),
                            Body::Failed(Phase::Failed { failure, retry_in }) => view! {
                                <LoadFailed failure=failure retry_in=retry_in />
                            }.into_any(),
                            Body::Failed(Phase::Loading | Phase::Settled) => ().into_any(),
                        }}
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// What waits for its place in the list.
#[component]
fn UpdatesButton() -> impl IntoView {
    let store: Store = expect_context();
    let updates = Memo::new(move |_| store.listing.with(Listing::updates));
    let show = move |_| {
        store.show_updates();
        focus("found");
    };
    let words = move || match updates.get() {
        1 => "Show 1 update".to_owned(),
        updates => format!("Show {updates} updates"),
    };
    move || {
        (updates.get() > 0).then(|| {
            view! {
                <button type="button" class="updates" on:click=show><Icon name="up" />{words}</button>
            }
        })
    }
}

#[component]
fn Head() -> impl IntoView {
    let store: Store = expect_context();
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {head_check()}
                <For each=move || store.columns.get().all().to_vec() key=Column::word let:column>
                    <HeadCell column=column />
                </For>
                <th scope="col" role="columnheader" class="column-actions"><span class="visually-hidden">"Actions"</span></th>
            </tr>
        </thead>
    }
}

/// A column's head; a button where the column sorts.
#[component]
fn HeadCell(column: Column) -> impl IntoView {
    let store: Store = expect_context();
    let class = column.class();
    let sort_by = StoredValue::new(column.sort_by());
    let id = format!("sort-{}", column.word());
    let title = Memo::new(move |_| store.catalogue.with(|catalogue| column.title(catalogue)));
    let direction = Memo::new(move |_| {
        let is_this = |screen: &Screen| sort_by.with_value(|by| by.as_ref() == Some(&screen.sort.by));
        store.screen.with(|screen| is_this(screen).then_some(screen.sort.descending))
    });
    let aria_sort = move || direction.get().map(|descending| if descending { "descending" } else { "ascending" });
    let sort = move |_| {
        if let Some(by) = sort_by.get_value() {
            let screen = store.screen.get_untracked().sorted_by(&by).at(Place::Page(1));
            store.go(&screen, crate::address::Write::Push);
        }
    };
    let arrow = move || {
        let name = if direction.get() == Some(false) { "arrow-up" } else { "arrow-down" };
        view! { <span class="sort-arrow" class:is-active=move || direction.get().is_some()><Icon name=name /></span> }
    };
    let content = if sort_by.with_value(Option::is_some) {
        view! { <button type="button" class="sort" id=id on:click=sort>{title}{arrow}</button> }.into_any()
    } else {
        view! { <span class="sort-none">{title}</span> }.into_any()
    };
    view! { <th scope="col" role="columnheader" class=class aria-sort=aria_sort>{content}</th> }
}
