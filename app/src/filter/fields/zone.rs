//! The workspace's time zone, for words beside dates. Asked for once, when the first date is shown.

use crate::api;
use leptos::{prelude::*, task::spawn_local};

thread_local! {
    static ZONE: (ArcRwSignal<String>, std::cell::Cell<bool>) = (ArcRwSignal::new(String::new()), false.into());
}

/// The zone's name; empty until it is known.
pub fn zone() -> String {
    let (zone, was_asked) = ZONE.with(|(zone, asked)| (zone.clone(), asked.replace(true)));
    if !was_asked {
        let zone = zone.clone();
        spawn_local(async move {
            match api::settings().await {
                Ok(settings) => zone.set(settings.time_zone),
                // The next date asks again.
                Err(_) => ZONE.with(|(_, asked)| asked.set(false)),
            }
        });
    }
    zone.get()
}
