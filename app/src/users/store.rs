//! The list's signals and its requests. What may happen when stands in `listing`; here it is only done.

use super::{
    columns::Columns,
    listing::Listing,
    refresh::{Ahead, Engaged},
    remembered::{self, is_awaited},
    screen::Screen,
    walking::Walk,
};
use crate::{
    address::{FilterAddress, Navigator, Query, Write},
    api::Abort,
    filter::{Applied, ListView},
    preferences::Preferences,
    profile::ProfileTab,
    tags::Tags,
    ui::{Announcer, Clock},
};
use leptos::prelude::*;
use shared::{api::catalogue::Catalogue, ids::UserId};

/// The users list; shared through the context.
#[derive(Clone, Copy)]
pub struct Store {
    /// The list and its number.
    pub listing: RwSignal<Listing>,
    /// What the address says.
    pub screen: Memo<Screen>,
    /// The filter that is applied.
    pub applied: Applied,
    /// The columns of the address, else those kept, else the default.
    pub columns: Memo<Columns>,
    /// The text in the search field, which the address follows.
    pub draft: RwSignal<String>,
    /// The custom attributes that exist.
    pub catalogue: RwSignal<Catalogue>,
    /// The tags of all users that were seen: rows are without them.
    pub tags: Tags,
    /// Grows with every change that the server tells of.
    pub changes: RwSignal<u64>,
    /// The user whose row is about to go.
    pub leaving: RwSignal<Option<UserId>>,
    /// Where J and K have led.
    pub(super) walk: RwSignal<Walk>,
    navigator: Navigator,
    preferences: Preferences,
    pub(super) announcer: Announcer,
    pub(super) clock: Clock,
    pub(super) abort: StoredValue<Option<Abort>, LocalStorage>,
    /// The page that was fetched ahead.
    pub(super) ahead: StoredValue<Option<Ahead>>,
    /// What keeps the rows where they are.
    pub(super) engaged: StoredValue<Engaged>,
    /// How many changes made from here the list is to show at once.
    pub(super) own_changes: StoredValue<u32>,
    /// A refresh is on its way; another is wanted.
    pub(super) refreshing: StoredValue<(bool, bool)>,
}

impl Store {
    /// Starts to follow the address, and provides itself to all components below.
    pub fn provide() -> Self {
        let navigator: Navigator = expect_context();
        let preferences: Preferences = expect_context();
        let address = navigator.address();
        let screen = Memo::new(move |_| address.with(|address| Screen::parse(&Query::parse(&address.query))));
        let columns = Memo::new(move |_| {
            let kept = || preferences.columns.get().map(|text| Columns::parse(&text));
            screen.get().columns.or_else(kept).unwrap_or_default()
        });
        let filter = Memo::new(move |_| screen.with(|screen| screen.filter.clone()));
        let go = Callback::new(move |filter: FilterAddress| {
            navigator.go(&screen.get_untracked().filtered(filter).href(), Write::Push);
        });
        let applied = Applied::provide(filter, go);
        let view = move || screen.with(|screen| columns.with(|columns| screen.view(columns)));
        provide_context(ListView(Signal::derive(view)));
        let this = Self {
            applied,
            listing: RwSignal::new(Listing::default()),
            screen,
            columns,
            draft: RwSignal::new(screen.get_untracked().text),
            catalogue: RwSignal::new(Catalogue::default()),
            tags: expect_context(),
            changes: RwSignal::new(0),
            walk: RwSignal::new(Walk::default()),
            navigator,
            preferences,
            announcer: expect_context(),
            clock: expect_context(),
            abort: StoredValue::new_local(None),
            ahead: StoredValue::new(None),
            engaged: StoredValue::new(Engaged::default()),
            own_changes: StoredValue::new(0),
            leaving: RwSignal::new(None),
            refreshing: StoredValue::new((false, false)),
        };
        let seen = RwSignal::new(None);
        let request = Memo::new(move |_| {
            let state = applied.state.get();
            if screen.with(|screen| is_awaited(screen, seen.get())) {
                return None;
            }
            Some(screen.get().request(&columns.get(), state.to_ask()?))
        });
        Effect::new(move || match request.get() {
            Some(request) => this.load(request),
            None => this.listing.update(Listing::wait),
        });
        remembered::follow(this, preferences, seen);
        provide_context(this);
        this
    }

    /// Goes to another screen.
    pub fn go(self, screen: &Screen, write: Write) {
        self.navigator.go(&screen.href(), write);
    }

    /// Opens a user's panel, or closes it. Opening enters the history; going from user to user does not.
    pub fn open(self, user: Option<UserId>) {
        let screen = self.screen.get_untracked();
        let write = if screen.user.is_none() { Write::Push } else { Write::Replace };
        self.go(&screen.with_user(user), write);
    }

    /// Shows another tab of the panel.
    pub fn choose_tab(self, tab: ProfileTab) {
        let screen = self.screen.get_untracked();
        self.go(&Screen { tab, ..screen }, Write::Replace);
    }

    /// Chooses columns: kept for this browser, and in the address unless they are the default.
    pub fn choose_columns(self, columns: &Columns) {
        let screen = self.screen.get_untracked();
        self.preferences.columns.set(columns.text());
        let columns = Some(columns.clone()).filter(|columns| columns.text().is_some());
        self.go(&Screen { columns, ..screen }, Write::Replace);
    }
}
