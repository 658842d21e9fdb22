//! The segments' signals and requests: for the number on the tab, wherever one is, and for the list.

use super::{list::Listing, naming::free_name};
use crate::{
    api,
    live::Live,
    ui::{Toasts, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::segments::Segment, ids::SegmentId};
use std::time::Duration;

/// Least time between two counts of all segments, in milliseconds; a slow one is followed by a pause of its own length.
const PAUSE: i64 = 1_000;

/// All segments; shared through the context by every page that a signed-in person sees.
#[derive(Clone, Copy)]
pub struct SegmentsStore {
    /// What is known of them.
    pub listing: RwSignal<Listing>,
    /// A count is on its way, or its pause; another is wanted.
    counting: StoredValue<(bool, bool)>,
    /// How many components show numbers.
    watchers: StoredValue<usize>,
}

impl SegmentsStore {
    /// Follows the segments for as long as the component that calls it, and provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self {
            listing: RwSignal::new(Listing::default()),
            counting: StoredValue::new((false, false)),
            watchers: StoredValue::new(0),
        };
        let live: Live = expect_context();
        Effect::new(move |before: Option<u64>| {
            let missed = live.missed.get();
            let changed = live.definitions.get();
            let known = this.listing.with_untracked(Listing::sequence);
            if before != Some(missed) || changed.is_some_and(|changed| changed.sequence > known) {
                this.load();
            }
            missed
        });
        provide_context(this);
        this
    }

    /// Fetches the segments without their numbers.
    pub fn load(self) {
        spawn_local(async move {
            let answer = api::segments(false).await;
            self.listing.try_update(|listing| listing.settle(answer));
        });
    }

    /// Keeps the numbers up to date for as long as the component that calls it.
    pub fn follow_numbers(self) {
        let live: Live = expect_context();
        self.watchers.update_value(|watchers| *watchers += 1);
        on_cleanup(move || _ = self.watchers.try_update_value(|watchers| *watchers -= 1));
        Effect::new(move || {
            live.users.track();
            self.count();
        });
    }

    /// Fetches the segments and then their numbers, as after a change that was made here.
    pub fn refresh(self) {
        self.load();
        self.listing.try_update(Listing::ask_numbers);
        self.count();
    }

    /// The names that are taken.
    pub fn names(self) -> Vec<String> {
        self.listing.with_untracked(|listing| {
            listing.segments().unwrap_or_default().iter().map(|segment| segment.name.clone()).collect()
        })
    }

    /// The name itself where no segment has it, else with a number.
    pub fn free_name(self, name: &str) -> String {
        free_name(name, &self.names())
    }

    /// A segment was made here: it is shown at once, and can be taken back.
    pub fn made(self, toasts: Toasts, segment: Segment) {
        let (id, name) = (segment.segment_id, segment.name.clone());
        self.listing.try_update(|listing| listing.put(segment));
        self.refresh();
        let text = format!("Segment “{name}” created");
        let undo = move || {
            let name = name.clone();
            spawn_local(async move {
                match api::delete_segment(id).await {
                    Ok(()) => self.gone(id),
                    Err(failure) => toasts.fail(format!("“{name}” could not be deleted. {}", failure.reason())),
                }
            });
        };
        toasts.done(text, undo);
    }

    /// A segment was deleted here.
    pub fn gone(self, id: SegmentId) {
        self.listing.try_update(|listing| listing.remove(id));
        self.refresh();
    }

    /// Fetches the numbers while somebody shows them. One at a time, the latest wish wins.
    fn count(self) {
        let Some((is_busy, _)) = self.counting.try_get_value() else { return };
        if self.watchers.get_value() == 0 {
            return;
        }
        self.counting.set_value((true, is_busy));
        if is_busy {
            return;
        }
        spawn_local(async move {
            let began = format::now();
            let answer = api::segments(true).await;
            let pause = (format::now().0 - began.0).max(PAUSE).unsigned_abs();
            self.listing.try_update(|listing| listing.settle_numbers(answer));
            let next = move || {
                let Some((_, again)) = self.counting.try_get_value() else { return };
                self.counting.set_value((false, false));
                if again {
                    self.count();
                }
            };
            set_timeout(next, Duration::from_millis(pause));
        });
    }
}

/// The number of segments, beside the word on their tab.
#[component]
pub fn SegmentCount() -> impl IntoView {
    let store: SegmentsStore = expect_context();
    let count = Memo::new(move |_| store.listing.with(|listing| listing.segments().map(<[_]>::len)));
    move || {
        count.get().map(|count| {
            let count = format::count(count as u64);
            view! { <span class="visually-hidden">", "</span><span class="tab-count">{count}</span> }
        })
    }
}
