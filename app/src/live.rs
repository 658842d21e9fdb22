//! What the server tells while the page is open, for all its parts.

use crate::api::{LiveEvent, LiveStream};
use leptos::prelude::*;
use shared::api::{
    imports::Import,
    jobs::Job,
    live::{DefinitionsChanged, UsersChanged},
};

/// The latest of each kind of event; shared through the context by every page that a signed-in person sees.
#[derive(Clone, Copy)]
pub struct Live {
    /// Something about users changed.
    pub users: RwSignal<Option<UsersChanged>>,
    /// A segment, a tag or another definition changed. The first tells where things stand.
    pub definitions: RwSignal<Option<DefinitionsChanged>>,
    /// A job is further than it was.
    pub job: RwSignal<Option<Job>>,
    /// An import is further than it was.
    pub import: RwSignal<Option<Import>>,
    /// Grows when changes may have gone by unheard: whoever waits for one asks.
    pub missed: RwSignal<u64>,
}

impl Live {
    /// Listens for as long as the component that calls it, and provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self {
            users: RwSignal::new(None),
            definitions: RwSignal::new(None),
            job: RwSignal::new(None),
            import: RwSignal::new(None),
            missed: RwSignal::new(0),
        };
        let stream = StoredValue::new_local(LiveStream::start(move |event| this.hear(event)));
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            stream.with_value(LiveStream::follow_visibility);
        });
        on_cleanup(move || {
            seen.remove();
            stream.with_value(LiveStream::stop);
        });
        provide_context(this);
        this
    }

    fn hear(self, event: LiveEvent) {
        // The page may be gone by now.
        match event {
            LiveEvent::Users(changed) => _ = self.users.try_set(Some(changed)),
            LiveEvent::Definitions(changed) => _ = self.definitions.try_set(Some(changed)),
            LiveEvent::Job(job) => _ = self.job.try_set(Some(job)),
            LiveEvent::Import(import) => _ = self.import.try_set(Some(*import)),
            LiveEvent::Missed => _ = self.missed.try_update(|missed| *missed += 1),
        }
    }
}
