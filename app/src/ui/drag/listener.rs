//! Events of the window, heard before anyone else hears of them.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Event;

/// What a drag is made of, and what ends it.
pub const EVENTS: [&str; 10] = [
    "pointermove",
    "pointerup",
    "pointercancel",
    "lostpointercapture",
    "keydown",
    "keyup",
    "blur",
    "scroll",
    "resize",
    "contextmenu",
];

type Hearer = Closure<dyn FnMut(Event)>;

/// One hearer of any events.
#[derive(Clone, Copy)]
pub struct Listener(StoredValue<Option<Hearer>, LocalStorage>);

impl Listener {
    /// Nobody hears yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Who hears.
    pub fn hear(self, hearer: impl Fn(Event) + 'static) {
        self.0.set_value(Some(Closure::new(hearer)));
    }

    /// Begins to listen, or ends it.
    pub fn listen(self, events: &[&str], on: bool) {
        self.0.try_with_value(|hearer| {
            let Some(hearer) = hearer.as_ref().map(|hearer| hearer.as_ref().unchecked_ref()) else { return };
            let window = window();
            for event in events {
                // Neither can fail with such names.
                let _ = if on {
                    window.add_event_listener_with_callback_and_bool(event, hearer, true)
                } else {
                    window.remove_event_listener_with_callback_and_bool(event, hearer, true)
                };
            }
        });
    }
}

/// An event that nobody else hears of.
pub fn stop(event: &Event) {
    event.prevent_default();
    event.stop_immediate_propagation();
}
