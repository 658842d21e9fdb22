//! What happens by itself while the list is seen: title, announcements, live changes, pages that are no more.

use super::{
    counter::counter,
    listing::{Counter, Listing, Phase},
    order::describe_sort,
    screen::{Place, Screen, numbered_pages},
    store::Store,
};
use crate::{
    address::{Page, Write},
    live::Live,
    parts,
    ui::{Announcer, focus::element, format},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

const SETTLED: Duration = Duration::from_secs(1);

/// Starts all of it.
pub fn follow(store: Store) {
    let announcer: Announcer = expect_context();
    let counter = counter(store);
    set_title(counter);
    announce_count(counter, announcer);
    announce_sort(store, announcer);
    follow_page(store, announcer);
    store.follow_walk();
    listen(store);
    fetch_profiles(store);
}

/// What profiles are shown with is fetched as soon as the list is there.
fn fetch_profiles(store: Store) {
    let is_there = Memo::new(move |_| store.listing.with(|listing| *listing.phase() == Phase::Settled));
    Effect::new(move || {
        if is_there.get() {
            parts::fetch_early(Page::Users);
        }
    });
}

/// "1,284 users found"
pub fn found(total: u64) -> String {
    match total {
        0 => "No users found".into(),
        1 => "1 user found".into(),
        total => format!("{} users found", format::count(total)),
    }
}

fn set_title(counter: Memo<Counter>) {
    Effect::new(move || {
        let title = match counter.get() {
            Counter::Known { total, stale: false } => {
                format!("{} {} - Users & Segments", format::count(total), if total == 1 { "user" } else { "users" })
            }
            // The number in the title stays until it is known anew.
            Counter::Known { stale: true, .. } => return,
            Counter::Loading | Counter::Failed => "Users - Users & Segments".into(),
        };
        document().set_title(&title);
    });
}

/// A second after the number came to rest, and only if it is another one.
fn announce_count(counter: Memo<Counter>, announcer: Announcer) {
    let timer: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let said: StoredValue<Option<u64>> = StoredValue::new(None);
    Effect::new(move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let Counter::Known { total, stale: false } = counter.get() else { return };
        let say = move || {
            if said.try_update_value(|said| said.replace(total) != Some(total)) == Some(true) {
                announcer.status(found(total));
            }
        };
        timer.set_value(set_timeout_with_handle(say, SETTLED).ok());
    });
}

fn announce_sort(store: Store, announcer: Announcer) {
    let sort = Memo::new(move |_| store.screen.with(|screen| screen.sort.clone()));
    Effect::new(move |first: Option<()>| {
        let sort = sort.get();
        if first.is_some() {
            let columns = store.columns.get_untracked();
            let head = columns.all().iter().find(|column| column.sort_by().as_ref() == Some(&sort.by));
            let title = head.map(|column| column.title(&store.catalogue.get_untracked()));
            announcer.status(describe_sort(&sort, &title.unwrap_or_else(|| "last activity".into())));
        }
    });
}

/// Another page: the list goes to its top and the number is said. A page that is no more leads to the last one.
fn follow_page(store: Store, announcer: Announcer) {
    let place = Memo::new(move |_| store.screen.with(|screen| (screen.place.clone(), screen.size)));
    Effect::new(move |first: Option<()>| {
        let (place, size) = place.get();
        if first.is_none() {
            return;
        }
        if let Some(scroll) = element("list-scroll") {
            scroll.set_scroll_top(0);
        }
        let total = store.listing.with_untracked(Listing::current_total);
        if let (Place::Page(page), Some(total)) = (place, total) {
            announcer.status(format!("Page {page} of {}", numbered_pages(total, size)));
        }
    });
    Effect::new(move || {
        let beyond = store.listing.with(|listing| {
            let page = listing.request().page?;
            let total = listing.current_total().filter(|_| *listing.phase() == Phase::Settled)?;
            let last = numbered_pages(total, listing.request().limit?);
            (page > last).then_some(last)
        });
        if let Some(last) = beyond {
            let screen: Screen = store.screen.get_untracked();
            store.go(&screen.at(Place::Page(last)), Write::Replace);
        }
    });
}

fn listen(store: Store) {
    let live: Live = expect_context();
    Effect::new(move |first: Option<()>| {
        let changed = live.users.get();
        // What was told before the list was there is known to its first answer.
        if let Some(changed) = changed.filter(|_| first.is_some()) {
            store.hear(changed);
        }
    });
}
