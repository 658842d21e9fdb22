//! One clock for the whole page: it ticks every 30 seconds, and when a hidden tab is seen again.

use super::format;
use leptos::prelude::*;
use shared::time::Instant;
use std::time::Duration;

const TICK: Duration = Duration::from_secs(30);

/// The page's idea of now; shared through the context.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Instant>);

impl Clock {
    /// Starts the clock, and provides it to all components below.
    pub fn provide() -> Self {
        let this = Self(RwSignal::new(format::now()));
        set_interval(move || this.tick(), TICK);
        let seen = window_event_listener_untyped("visibilitychange", move |_| this.tick());
        on_cleanup(move || seen.remove());
        provide_context(this);
        this
    }

    /// Now, to half a minute; what reads it follows it.
    pub fn now(self) -> Instant {
        self.0.get()
    }

    /// Reads the browser's clock at once, as when new data arrives.
    pub fn tick(self) {
        if !document().hidden() {
            self.0.set(format::now());
        }
    }
}
