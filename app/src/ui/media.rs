//! What the screen is like.

use leptos::prelude::*;

/// Narrower than this the list turns into cards, and the panel covers the page.
const NARROW: &str = "(max-width: 767px)";

/// Whether a media query matches now.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether the window is narrow, as a signal.
pub fn use_narrow() -> ReadSignal<bool> {
    let (narrow, set_narrow) = signal(matches(NARROW));
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        let now = matches(NARROW);
        if narrow.get_untracked() != now {
            set_narrow.set(now);
        }
    });
    on_cleanup(move || resized.remove());
    narrow
}
