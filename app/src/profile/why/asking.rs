//! What is asked about, and the answer of the server. It follows what comes in while it is seen.

use crate::{
    api::{self, Failure},
    filter::Applied,
    profile::store::ProfileStore,
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::explain::Explained, filter::Filter, ids::SegmentId};

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The filter that the list shows.
    Applied,
    /// A segment.
    Segment(SegmentId),
}

/// The answer: a filter, and what of it is so.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it is about.
    pub target: Target,
    /// The filter.
    pub filter: Filter,
    /// Its nodes with their answers.
    pub root: Explained,
}

/// The question, and its answer.
#[derive(Clone, Copy)]
pub struct Why {
    /// The open profile.
    pub store: ProfileStore,
    /// Whether the answer is shown.
    pub open: RwSignal<bool>,
    /// What is asked about.
    pub target: RwSignal<Option<Target>>,
    /// The answer, once it is there.
    pub told: RwSignal<Option<Result<Told, Failure>>>,
    /// The filter that is applied.
    pub applied: Applied,
    turn: StoredValue<u64>,
}

impl Why {
    /// No question yet.
    pub fn new(store: ProfileStore) -> Self {
        let this = Self {
            store,
            open: RwSignal::new(false),
            target: RwSignal::new(None),
            told: RwSignal::new(None),
            applied: expect_context(),
            turn: StoredValue::new(0),
        };
        Effect::new(move || {
            let (open, target) = (this.open.get(), this.target.get());
            store.context.changes.track();
            store.context.user.track();
            if let Some(target) = target.filter(|_| open) {
                this.load(target);
            }
        });
        this
    }

    /// Asks about something.
    pub fn ask(self, target: Target) {
        if self.target.get_untracked() != Some(target) {
            self.told.set(None);
        }
        self.target.set(Some(target));
        self.open.set(true);
    }

    /// Asks about the applied filter, else about the first segment of the user.
    pub fn ask_first(self) {
        let own =
            self.store.profile.with_untracked(|part| part.value.as_ref()?.segments.first().map(|own| own.segment_id));
        let first = if self.filter_is_applied() { Some(Target::Applied) } else { own.map(Target::Segment) };
        match first.or(self.target.get_untracked()) {
            Some(target) => self.ask(target),
            // The first of all segments is chosen where they are shown.
            None => self.open.set(true),
        }
    }

    /// Whether there is a filter to ask about.
    pub fn filter_is_applied(self) -> bool {
        self.applied.state.with(|state| matches!(state.to_ask(), Some(Some(_))))
    }

    /// Asks again.
    pub fn retry(self) {
        if let Some(target) = self.target.get_untracked() {
            self.told.set(None);
            self.load(target);
        }
    }

    fn load(self, target: Target) {
        let Some(user_id) = self.store.context.user.get_untracked() else { return };
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        let applied = self.applied.state.with_untracked(|state| state.to_ask().flatten().cloned());
        spawn_local(async move {
            let filter = match target {
                Target::Applied => applied.ok_or(Failure::Aborted),
                Target::Segment(id) => {
                    let segment = api::segment(id).await;
                    segment.and_then(|segment| segment.filter.read("").map_err(|_| Failure::Unreadable))
                }
            };
            let told = match filter {
                Ok(filter) => {
                    let answer = api::explain(user_id, &filter).await;
                    answer.map(|answer| Told { target, filter, root: answer.root })
                }
                Err(failure) => Err(failure),
            };
            if self.turn.try_get_value() != turn {
                return;
            }
            // What is shown stays when only news of it could not be had.
            let is_news = self.told.with_untracked(|told| matches!(told, Some(Ok(known)) if known.target == target));
            if told.is_ok() || !is_news {
                self.told.set(Some(told));
            }
        });
    }
}
