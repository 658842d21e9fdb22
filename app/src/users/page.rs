//! The page of users: the parts and what binds them together.

use super::{
    connect::Connect,
    counter::Heading,
    effects,
    filter_bar::FilterBar,
    keyboard,
    leaving::leave,
    list_bar::ListBar,
    no_list::{FilterFailed, UnreadableFilter},
    opened::panel_context,
    paging::Paging,
    row_menu::{RowMenu, RowMenuList},
    selecting::{BulkDialogs, Selecting, SelectionBar},
    shortcuts::Shortcuts,
    store::Store,
    table::UserTable,
};
use crate::{
    address::Navigator,
    api::Failure,
    deletion::{AskDelete, DeleteDialog},
    filter::{AppliedState, Apply, Builder, Counting, add_field, unapplied},
    jobs::Jobs,
    live::Live,
    palette::{PageActs, Palette},
    profile::Panel,
    ui::{Announcer, format},
};
use leptos::{ev, prelude::*, task::spawn_local};
use shared::api::live::DefinitionsChanged;

/// The users list with its panel.
#[component]
pub fn UsersPage() -> impl IntoView {
    let store = Store::provide();
    expect_context::<Navigator>().land("found");
    let builder = Builder::provide(store.catalogue);
    store.applied.lead(builder);
    provide_numbers(store, builder);
    let announcer: Announcer = expect_context();
    AskDelete::provide(Callback::new(move |asked| leave(store, announcer, asked)));
    let selecting = Selecting::provide(store);
    RowMenu::provide();
    show_ended_jobs(store);
    let shortcuts_open = RwSignal::new(false);
    let palette: Palette = expect_context();
    palette.with_page(PageActs {
        add_field: Callback::new(move |field| add_field(builder, &field)),
        open_user: Callback::new(move |user_id| store.open(Some(user_id))),
        shortcuts: Callback::new(move |()| shortcuts_open.set(true)),
    });
    effects::follow(store);
    keyboard::listen(store, shortcuts_open);
    store.load_catalogue();
    follow_definitions(store);
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
    let is_selecting = Memo::new(move |_| selecting.count.get() > 0);
    view! {
        <OfflineBanner store=store />
        <FilterBar />
        <div class="list-bar" class:list-bar-bare=move || content.with(Content::is_without_list)>
            <Heading />
            // There is nothing to search or to arrange in an empty workspace.
            {move || match (is_empty.get(), is_selecting.get()) {
                (true, _) => ().into_any(),
                (false, false) => view! { <ListBar shortcuts_open=shortcuts_open /> }.into_any(),
                (false, true) => view! { <SelectionBar /> }.into_any(),
            }}
        </div>
        {shown}
        <Panel context=panel_context(store) />
        <Shortcuts open=shortcuts_open />
        <DeleteDialog />
        <BulkDialogs />
        <RowMenuList />
    }
}

/// What a job has done to users is shown at once.
fn show_ended_jobs(store: Store) {
    let jobs: Jobs = expect_context();
    Effect::new(move |first: Option<()>| {
        jobs.ended.track();
        if first.is_some() {
            spawn_local(async move { _ = store.show_own_change().await });
        }
    });
}

/// What filters can name, here and wherever else somebody makes it, is known at once; what is open about tags follows.
fn follow_definitions(store: Store) {
    Effect::new(move |first: Option<()>| {
        store.tags.changes.track();
        if first.is_some() {
            store.load_catalogue();
        }
    });
    let live: Live = expect_context();
    Effect::new(move |before: Option<Option<DefinitionsChanged>>| {
        let now = live.definitions.get();
        // The first tells where things stand.
        if before.flatten().is_some_and(|before| now.is_some_and(|now| now != before)) {
            store.load_catalogue();
        }
        now
    });
    Effect::new(move || {
        store.changes.track();
        store.tags.hear();
    });
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
