//! The selection of the list: kept while pages are turned, gone when the filter or the search is another one.

use super::{
    asking::Asking,
    selection::{MOST, Selection, Share},
};
use crate::{
    jobs::Jobs,
    sign_in::SessionContext,
    ui::{Announcer, format},
    users::{listing::Listing, store::Store},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use shared::{filter::Filter, ids::UserId};
use std::time::Duration;

/// Screen readers are told of the selection once it has come to rest.
const SETTLED: Duration = Duration::from_millis(400);

/// The selection; shared through the context.
#[derive(Clone, Copy)]
pub struct Selecting {
    /// The chosen users.
    pub chosen: RwSignal<Selection>,
    /// How many.
    pub count: Memo<u64>,
    /// The ids of the users on the page.
    pub page: Memo<Vec<UserId>>,
    pub(super) store: Store,
    pub(super) jobs: Jobs,
    pub(super) session: SessionContext,
    pub(super) announcer: Announcer,
    /// What is asked before something is done to the chosen.
    pub(super) asking: Asking,
    /// Where a range begins.
    anchor: StoredValue<Option<UserId>>,
}

impl Selecting {
    /// Nobody is chosen yet; provides itself to all components below.
    pub fn provide(store: Store) -> Self {
        let chosen = RwSignal::new(Selection::default());
        let this = Self {
            chosen,
            count: Memo::new(move |_| chosen.with(Selection::count)),
            page: Memo::new(move |_| store.listing.with(Listing::user_ids)),
            store,
            jobs: expect_context(),
            session: expect_context(),
            announcer: expect_context(),
            asking: Asking::new(),
            anchor: StoredValue::new(None),
        };
        this.asking.follow(this);
        this.announce();
        this.forget_with_filter();
        provide_context(this);
        this
    }

    /// Chooses a user or lets go; with `range` all from the one before, too.
    pub fn toggle(self, user_id: UserId, range: bool) {
        let on = !self.chosen.with_untracked(|chosen| chosen.has(user_id));
        let anchor = self.anchor.get_value().filter(|_| range);
        let meant = self.page.with_untracked(|page| Selection::range(page, anchor, user_id));
        // A range does what was done where it begins.
        let on = anchor.map_or(on, |anchor| self.chosen.with_untracked(|chosen| chosen.has(anchor)));
        self.set(&meant, on);
        self.anchor.set_value(Some(user_id));
    }

    /// Chooses the page, or lets all of it go.
    pub fn toggle_page(self) {
        let page = self.page.get_untracked();
        let on = self.chosen.with_untracked(|chosen| chosen.share(&page)) != Share::All;
        self.set(&page, on);
        self.anchor.set_value(None);
    }

    /// Chooses all that match.
    pub fn all_matching(self, total: u64) {
        self.chosen.set(Selection::AllMatching { total, except: std::collections::BTreeSet::new() });
    }

    /// Lets everyone go.
    pub fn clear(self) {
        self.chosen.set(Selection::default());
        self.anchor.set_value(None);
    }

    fn set(self, user_ids: &[UserId], on: bool) {
        let had_room = self.chosen.try_update(|chosen| chosen.set(user_ids, on));
        if had_room == Some(false) {
            self.announcer.alert(format!("At most {MOST} users can be chosen or left out one by one."));
        }
    }

    fn announce(self) {
        let timer: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
        Effect::new(move |before: Option<u64>| {
            let count = self.count.get();
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
            if before.is_some() && before != Some(count) {
                let say = move || {
                    if let Some(told) = self.chosen.try_with_untracked(|chosen| chosen.told(format::count)) {
                        self.announcer.status(told);
                    }
                };
                timer.set_value(set_timeout_with_handle(say, SETTLED).ok());
            }
            count
        });
    }

    /// The chosen are always of what the list shows.
    fn forget_with_filter(self) {
        let store = self.store;
        let asked = Memo::new(move |_| {
            let text = store.screen.with(|screen| screen.text.trim().to_owned());
            let filter = store.applied.state.with(|state| state.to_ask().map(|filter| filter.cloned()));
            (filter, text)
        });
        Effect::new(move |before: Option<Option<(Option<Filter>, String)>>| {
            let (filter, text) = asked.get();
            let Some(filter) = filter else { return before.flatten() };
            if let Some((old_filter, old_text)) = before.flatten()
                && (old_filter != filter || old_text != text)
                && self.count.get_untracked() > 0
            {
                self.clear();
                let what = if old_filter == filter { "search" } else { "filter" };
                self.announcer.status(format!("Selection cleared because the {what} changed"));
            }
            Some((filter, text))
        });
    }
}
