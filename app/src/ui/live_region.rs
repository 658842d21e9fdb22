//! What screen readers are told: one polite region, one for errors. Both stand from the start and stay.
//!
//! Invariant: a text is written 100 ms after the region was emptied, so that the same words twice are heard twice;
//! equal texts that wait together are said once.

use leptos::prelude::*;
use std::{collections::VecDeque, time::Duration};

const CLEAR: Duration = Duration::from_millis(100);
const READ: Duration = Duration::from_secs(1);

/// Texts that wait to be said.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<String>,
    busy: bool,
}

impl Queue {
    /// Takes a text; whether somebody must start to say it.
    fn push(&mut self, text: String) -> bool {
        if self.waiting.back() != Some(&text) {
            self.waiting.push_back(text);
        }
        !std::mem::replace(&mut self.busy, true)
    }

    /// The next text; without one the queue rests.
    fn next(&mut self) -> Option<String> {
        let next = self.waiting.pop_front();
        self.busy = next.is_some();
        next
    }
}

#[derive(Clone, Copy)]
struct Region {
    text: RwSignal<String>,
    queue: StoredValue<Queue>,
}

impl Region {
    fn new() -> Self {
        Self { text: RwSignal::new(String::new()), queue: StoredValue::new(Queue::default()) }
    }

    fn say(self, text: String) {
        if self.queue.try_update_value(|queue| queue.push(text)) == Some(true) {
            self.pump();
        }
    }

    fn pump(self) {
        let Some(text) = self.queue.try_update_value(Queue::next).flatten() else { return };
        self.text.set(String::new());
        set_timeout(
            move || {
                self.text.set(text);
                set_timeout(move || self.pump(), READ);
            },
            CLEAR,
        );
    }
}

/// Says things to screen readers; shared through the context.
#[derive(Clone, Copy)]
pub struct Announcer {
    status: Region,
    alert: Region,
}

impl Announcer {
    /// Provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self { status: Region::new(), alert: Region::new() };
        provide_context(this);
        this
    }

    /// Says something when there is a pause.
    pub fn status(self, text: impl Into<String>) {
        self.status.say(text.into());
    }

    /// Says an error at once.
    pub fn alert(self, text: impl Into<String>) {
        self.alert.say(text.into());
    }
}

/// The two regions; mounted once.
#[component]
pub fn LiveRegions(announcer: Announcer) -> impl IntoView {
    view! {
        <div id="said">
            <div class="visually-hidden" role="status" aria-live="polite">{move || announcer.status.text.get()}</div>
            <div class="visually-hidden" role="alert" aria-live="assertive">{move || announcer.alert.text.get()}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_that_wait_together_are_said_once() {
        let mut queue = Queue::default();
        assert!(queue.push("1 user found".into()));
        assert!(!queue.push("1 user found".into()));
        assert!(!queue.push("2 users found".into()));
        assert_eq!(queue.next().as_deref(), Some("1 user found"));
        assert_eq!(queue.next().as_deref(), Some("2 users found"));
        assert_eq!(queue.next(), None);
        assert!(queue.push("2 users found".into()), "a queue that rested starts again");
    }
}
