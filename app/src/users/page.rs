//! The page of users: the parts and what binds them together.

use super::{
    connect::Connect,
    counter::Heading,
    effects,
    filter_bar::FilterBar,
    keyboard,
    list_bar::ListBar,
    no_list::{FilterFailed, UnreadableFilter},
    paging::Paging,
    shortcuts::Shortcuts,
    store::Store,
    table::UserTable,
};
use crate::{
    address::Navigator,
    api::Failure,
    filter::{AppliedState, Apply, Builder, Counting, unapplied},
    profile::{Panel, PanelContext},
    ui::format,
};
use leptos::{ev, prelude::*};

/// The users list with its panel.
#[component]
pub fn UsersPage() -> impl IntoView {
    let store = Store::provide();
    expect_context::<Navigator>().land("found");
    let builder = Builder::provide(store.catalogue);
    store.applied.lead(builder);
    provide_numbers(store, builder);
    let shortcuts_open = RwSignal::new(false);
    effects::follow(store);
    keyboard::listen(store, shortcuts_open);
    store.load_catalogue();
    let is_empty = Memo::new(move |_| store.listing.with(super::listing::Listing::is_empty_workspace));
    // The content is made anew only when it is another one, not with every page of the list.
    let content = Memo::new(move |_| store.applied.state.with(|state| Content::of(state, is_empty.get())));
    let shown = move || match content.get() {
        Content::Unreadable { raw, is_newer } => view! { <UnreadableFilter raw=raw is_newer=is_newer /> }.into_any(),
        Content::Failed(failure) => view! { <FilterFailed failure=failure /> }.into_any(),
        Content::Connect => view! { <Connect /> }.into_any(),
        Content::List => view! {
            <UserTable />
            <Paging />
        }
        .into_any(),
    };
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
    view! {
        <OfflineBanner store=store />
        <FilterBar />
        <div class="list-bar" class:list-bar-bare=move || content.with(Content::is_without_list)>
            <Heading />
            // There is nothing to search or to arrange in an empty workspace.
            {move || (!is_empty.get()).then(|| view! { <ListBar shortcuts_open=shortcuts_open /> })}
        </div>
        {shown}
        <Panel context=panel />
        <Shortcuts open=shortcuts_open />
    }
}

/// The draft is counted while it is seen, or is not what the list shows.
fn provide_numbers(store: Store, builder: Builder) {
    let unapplied = unapplied(builder, store.applied);
    let wanted = Signal::derive(move || builder.open.get() || unapplied.get());
    let counting = Counting::provide(builder, store.draft.into(), store.changes.into(), wanted);
    Apply::provide(builder, store.applied, counting, unapplied);
}

/// What stands below the counter.
#[derive(Clone, PartialEq)]
enum Content {
    Unreadable { raw: String, is_newer: bool },
    Failed(Failure),
    Connect,
    List,
}

impl Content {
    fn of(state: &AppliedState, is_empty: bool) -> Self {
        match state {
            AppliedState::Unreadable { raw, is_newer } => Self::Unreadable { raw: raw.clone(), is_newer: *is_newer },
            AppliedState::Failed(failure) => Self::Failed(failure.clone()),
            AppliedState::None if is_empty => Self::Connect,
            AppliedState::None | AppliedState::Loading | AppliedState::Ready { .. } => Self::List,
        }
    }

    fn is_without_list(&self) -> bool {
        match self {
            Self::Unreadable { .. } | Self::Failed(_) => true,
            Self::Connect | Self::List => false,
        }
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
