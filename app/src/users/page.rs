//! The page of users: the parts and what binds them together.

use super::{
    connect::Connect, counter::Heading, effects, filter_bar::FilterBar, keyboard, list_bar::ListBar,
    no_list::UnreadableFilter, paging::Paging, shortcuts::Shortcuts, store::Store, table::UserTable,
};
use crate::{
    profile::{Panel, PanelContext},
    ui::format,
};
use leptos::{ev, prelude::*};

/// The users list with its panel.
#[component]
pub fn UsersPage() -> impl IntoView {
    let store = Store::provide();
    let shortcuts_open = RwSignal::new(false);
    effects::follow(store);
    keyboard::listen(store, shortcuts_open);
    store.load_catalogue();
    let is_empty = Memo::new(move |_| store.listing.with(super::listing::Listing::is_empty_workspace));
    let content = move || match store.screen.get().filter {
        Some(filter) => view! { <UnreadableFilter filter=filter /> }.into_any(),
        None if is_empty.get() => view! { <Connect /> }.into_any(),
        None => view! {
            <UserTable />
            <Paging />
        }
        .into_any(),
    };
    let has_filter = Memo::new(move |_| store.screen.with(|screen| screen.filter.is_some()));
    let panel = PanelContext {
        user: Memo::new(move |_| store.screen.with(|screen| screen.user)),
        changes: store.changes.into(),
        seen: Callback::new(move |user_id| {
            let of = |listing: &super::listing::Listing| {
                listing.rows().iter().find(|row| row.user.user_id == user_id).map(|row| row.user.user.clone())
            };
            store.listing.with_untracked(of)
        }),
        open: Callback::new(move |user| store.open(user)),
    };
    // The content is made anew only when it is another one, not with every page of the list.
    let which = Memo::new(move |_| (has_filter.get(), is_empty.get()));
    view! {
        <OfflineBanner store=store />
        <FilterBar />
        <div class="list-bar" class:list-bar-bare=move || which.get().0>
            <Heading />
            // There is nothing to search or to arrange in an empty workspace.
            {move || (!is_empty.get()).then(|| view! { <ListBar shortcuts_open=shortcuts_open /> })}
        </div>
        {move || {
            which.get();
            untrack(content)
        }}
        <Panel context=panel />
        <Shortcuts open=shortcuts_open />
    }
}

/// Says that what is shown may be old, while the browser is offline.
#[component]
fn OfflineBanner(store: Store) -> impl IntoView {
    let offline = RwSignal::new(!window().navigator().on_line());
    let online = window_event_listener(ev::online, move |_| {
        offline.set(false);
        store.retry();
    });
    let gone = window_event_listener(ev::offline, move |_| offline.set(true));
    on_cleanup(move || {
        online.remove();
        gone.remove();
    });
    let text = move || match store.listing.with(super::listing::Listing::received) {
        Some(at) => format!("Offline - showing data from {}", format::time_of_day(at)),
        None => "Offline - nothing was loaded yet".into(),
    };
    move || offline.get().then(|| view! { <p class="banner">{text}</p> })
}
