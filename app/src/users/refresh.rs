//! What keeps the list fresh: changes that the server tells of, rows that wait, pages fetched ahead.

use super::{listing::Listing, screen::Screen, store::Store};
use crate::{address::Query, api, ui::format};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        live::UsersChanged,
        users::{SearchAnswer, SearchRequest},
    },
    time::Instant,
};

/// A page that was fetched ahead is good for this long.
const AHEAD_MILLISECONDS: i64 = 10_000;

/// A page that was fetched because its link was about to be clicked.
pub struct Ahead {
    request: SearchRequest,
    answer: SearchAnswer,
    at: Instant,
}

impl Ahead {
    /// The answer, if it is to this request and young enough.
    pub fn answer_to(self, request: &SearchRequest, now: Instant) -> Option<SearchAnswer> {
        (self.request == *request && now.0 - self.at.0 < AHEAD_MILLISECONDS).then_some(self.answer)
    }
}

/// What keeps the rows where they are.
#[derive(Clone, Copy, Default)]
pub struct Engaged {
    pointer: bool,
    focus: bool,
}

impl Store {
    /// The server tells of a change.
    pub fn hear(self, changed: UsersChanged) {
        let Some(is_news) = self.listing.try_update(|listing| listing.hear(changed)) else { return };
        if is_news {
            self.changes.update(|changes| *changes += 1);
            self.refresh();
        } else if self.listing.with_untracked(Listing::has_passing_failure) {
            // Whoever tells of changes can be asked again.
            self.retry();
        }
    }

    /// Fetches the page that is shown anew, without a sign of it. One at a time, the latest wins.
    pub(super) fn refresh(self) {
        let (busy, _) = self.refreshing.get_value();
        self.refreshing.set_value((true, busy));
        if busy {
            return;
        }
        let request = self.listing.with_untracked(|listing| listing.request().clone());
        let revision = self.listing.with_untracked(Listing::revision);
        let asked = self.tags.moment();
        spawn_local(async move {
            let answer = api::search(&request, None).await;
            let Some((_, again)) = self.refreshing.try_get_value() else { return };
            self.refreshing.set_value((false, false));
            if let Ok(mut answer) = answer {
                // Tags come and go without moving a row: they are shown at once.
                self.tags.keep_of(&mut answer.users, asked);
                let hold = self.is_engaged();
                self.clock.tick();
                self.listing.update(|listing| listing.refresh(revision, answer, hold, format::now()));
            }
            if again {
                self.refresh();
            }
        });
    }

    /// Shows what was changed from here at once, whatever is in the list; then the number of users, where it is known.
    pub async fn show_own_change(self) -> Option<u64> {
        self.own_changes.try_update_value(|own| *own += 1)?;
        let request = self.listing.with_untracked(|listing| listing.request().clone());
        let revision = self.listing.with_untracked(Listing::revision);
        let asked = self.tags.moment();
        let answer = api::search(&request, None).await;
        self.own_changes.try_update_value(|own| *own -= 1)?;
        let mut answer = answer.ok()?;
        let total = answer.total;
        self.tags.keep_of(&mut answer.users, asked);
        self.listing.update(|listing| listing.refresh(revision, answer, false, format::now()));
        total
    }

    pub(super) fn is_engaged(self) -> bool {
        let is_own = self.own_changes.get_value() > 0;
        !is_own && self.engaged.with_value(|engaged| engaged.pointer || engaged.focus)
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
        let screen = Screen::parse(&Query::parse(query));
        let columns = self.columns.get_untracked();
        let request = self.applied.state.with_untracked(|state| Some(screen.request(&columns, state.to_ask()?)));
        let Some(request) = request else { return };
        let known = self.ahead.with_value(|ahead| ahead.as_ref().is_some_and(|ahead| ahead.request == request));
        if known {
            return;
        }
        let asked = self.tags.moment();
        spawn_local(async move {
            // A failure shows when the link is clicked.
            if let Ok(mut answer) = api::search(&request, None).await {
                self.tags.keep_of(&mut answer.users, asked);
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
