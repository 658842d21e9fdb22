//! The list's signals and its requests. What may happen when stands in `listing`; here it is only done.

use super::{
    columns::Columns,
    listing::{Listing, Phase},
    screen::Screen,
};
use crate::{
    address::{Navigator, Query, Write},
    api::{self, Abort},
    preferences::Preferences,
    ui::{Announcer, Clock, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        catalogue::Catalogue,
        live::UsersChanged,
        users::{SearchAnswer, SearchRequest},
    },
    ids::UserId,
    time::Instant,
};
use std::time::Duration;

/// A page that was fetched ahead is good for this long.
const AHEAD_MILLISECONDS: i64 = 10_000;

struct Ahead {
    request: SearchRequest,
    answer: SearchAnswer,
    at: Instant,
}

/// What keeps the rows where they are.
#[derive(Clone, Copy, Default)]
struct Engaged {
    pointer: bool,
    focus: bool,
}

/// The users list; shared through the context.
#[derive(Clone, Copy)]
pub struct Store {
    /// The list and its number.
    pub listing: RwSignal<Listing>,
    /// What the address says.
    pub screen: Memo<Screen>,
    /// The columns of the address, else those kept, else the default.
    pub columns: Memo<Columns>,
    /// The text in the search field, which the address follows.
    pub draft: RwSignal<String>,
    /// The custom attributes that exist.
    pub catalogue: RwSignal<Catalogue>,
    /// Grows with every change that the server tells of.
    pub changes: RwSignal<u64>,
    navigator: Navigator,
    preferences: Preferences,
    announcer: Announcer,
    clock: Clock,
    abort: StoredValue<Option<Abort>, LocalStorage>,
    ahead: StoredValue<Option<Ahead>>,
    engaged: StoredValue<Engaged>,
    /// A refresh is on its way; another is wanted.
    refreshing: StoredValue<(bool, bool)>,
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
        let this = Self {
            listing: RwSignal::new(Listing::default()),
            screen,
            columns,
            draft: RwSignal::new(screen.get_untracked().text),
            catalogue: RwSignal::new(Catalogue::default()),
            changes: RwSignal::new(0),
            navigator,
            preferences,
            announcer: expect_context(),
            clock: expect_context(),
            abort: StoredValue::new_local(None),
            ahead: StoredValue::new(None),
            engaged: StoredValue::new(Engaged::default()),
            refreshing: StoredValue::new((false, false)),
        };
        let request = Memo::new(move |_| {
            let screen = screen.get();
            screen.filter.is_none().then(|| screen.request(&columns.get()))
        });
        Effect::new(move || {
            if let Some(request) = request.get() {
                this.load(request);
            }
        });
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

    /// Chooses columns: kept for this browser, and in the address unless they are the default.
    pub fn choose_columns(self, columns: &Columns) {
        let screen = self.screen.get_untracked();
        self.preferences.columns.set(columns.text());
        let columns = Some(columns.clone()).filter(|columns| columns.text().is_some());
        self.go(&Screen { columns, ..screen }, Write::Replace);
    }

    fn load(self, request: SearchRequest) {
        let Some(revision) = self.listing.try_update(|listing| listing.ask(request.clone())) else { return };
        let now = format::now();
        let ahead = self.ahead.try_update_value(Option::take).flatten();
        let fresh = ahead.filter(|ahead| ahead.request == request && now.0 - ahead.at.0 < AHEAD_MILLISECONDS);
        if let Some(ahead) = fresh {
            self.listing.update(|listing| _ = listing.settle(revision, Ok(ahead.answer), now));
            self.refresh();
        } else {
            self.fetch(request, revision);
        }
    }

    /// Asks the same question again.
    pub fn retry(self) {
        if let Some(revision) = self.listing.try_update(Listing::ask_again) {
            self.fetch(self.listing.with_untracked(|listing| listing.request().clone()), revision);
        }
    }

    fn fetch(self, request: SearchRequest, revision: u64) {
        let abort = Abort::new();
        if let Some(before) = self.abort.try_update_value(|held| held.replace(abort.clone())).flatten() {
            before.abort();
        }
        spawn_local(async move {
            let answer = api::search(&request, Some(&abort)).await;
            // The page may have been left meanwhile.
            let settled = self.listing.try_update(|listing| listing.settle(revision, answer, format::now()));
            self.clock.tick();
            self.tell_failure(revision);
            if let Some(seconds) = settled.flatten() {
                let again = move || {
                    if self.listing.try_with_untracked(Listing::revision) == Some(revision) {
                        self.retry();
                    }
                };
                set_timeout(again, Duration::from_secs(seconds.into()));
            }
        });
    }

    fn tell_failure(self, revision: u64) {
        let reason = self.listing.try_with_untracked(|listing| match listing.phase() {
            Phase::Failed { failure, .. } if listing.revision() == revision => Some(failure.reason()),
            Phase::Failed { .. } | Phase::Loading | Phase::Settled => None,
        });
        if let Some(reason) = reason.flatten() {
            self.announcer.alert(format!("Users could not be loaded. {reason}"));
        }
    }

    /// The server tells of a change.
    pub fn hear(self, changed: UsersChanged) {
        if self.listing.try_update(|listing| listing.hear(changed)) == Some(true) {
            self.changes.update(|changes| *changes += 1);
            self.refresh();
        }
    }

    /// Fetches the page that is shown anew, without a sign of it. One at a time, the latest wins.
    fn refresh(self) {
        let (busy, _) = self.refreshing.get_value();
        self.refreshing.set_value((true, busy));
        if busy {
            return;
        }
        let request = self.listing.with_untracked(|listing| listing.request().clone());
        let revision = self.listing.with_untracked(Listing::revision);
        spawn_local(async move {
            let answer = api::search(&request, None).await;
            let Some((_, again)) = self.refreshing.try_get_value() else { return };
            self.refreshing.set_value((false, false));
            if let Ok(answer) = answer {
                let hold = self.is_engaged();
                self.clock.tick();
                self.listing.update(|listing| listing.refresh(revision, answer, hold, format::now()));
            }
            if again {
                self.refresh();
            }
        });
    }

    fn is_engaged(self) -> bool {
        self.engaged.with_value(|engaged| engaged.pointer || engaged.focus)
    }

    /// The pointer came or went.
    pub fn set_pointer(self, inside: bool) {
        self.engaged.update_value(|engaged| engaged.pointer = inside);
        self.settle_waiting();
    }

    /// The focus came or went.
    pub fn set_focus(self, inside: bool) {
        self.engaged.update_value(|engaged| engaged.focus = inside);
        self.settle_waiting();
    }

    /// Once nobody is in the list any more, what waited takes its place.
    fn settle_waiting(self) {
        if !self.is_engaged() && self.listing.with_untracked(|listing| listing.updates() > 0) {
            self.show_updates();
        }
    }

    /// Shows the rows that waited.
    pub fn show_updates(self) {
        self.listing.update(|listing| listing.apply_waiting(format::now()));
    }

    /// Fetches a page ahead, because its link is about to be clicked.
    pub fn prefetch(self, href: &str) {
        let Some((_, query)) = href.split_once('?') else { return };
        let request = Screen::parse(&Query::parse(query)).request(&self.columns.get_untracked());
        let known = self.ahead.with_value(|ahead| ahead.as_ref().is_some_and(|ahead| ahead.request == request));
        if known {
            return;
        }
        spawn_local(async move {
            // A failure shows when the link is clicked.
            if let Ok(answer) = api::search(&request, None).await {
                self.ahead.try_update_value(|ahead| *ahead = Some(Ahead { request, answer, at: format::now() }));
            }
        });
    }

    /// Fetches what attributes there are; without them the chooser offers those of the product's own columns only.
    pub fn load_catalogue(self) {
        spawn_local(async move {
            if let Ok(catalogue) = api::catalogue().await {
                self.catalogue.try_set(catalogue);
            }
        });
    }
}
