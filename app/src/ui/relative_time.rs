//! "12 hours ago", with the exact time in a tooltip; a click copies it.

use super::{clipboard::copy, clock::Clock, format, live_region::Announcer, tooltip::Tooltips};
use leptos::prelude::*;
use shared::time::Instant;
use wasm_bindgen::JsCast;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The largest unit that fits, and how many of it have gone by; `None` within the first minute, and for the future,
/// which is a clock that is wrong.
fn elapsed(at: Instant, now: Instant) -> Option<(i64, &'static str)> {
    let seconds = (now.0 - at.0) / 1000;
    [(365 * DAY, "year"), (30 * DAY, "month"), (7 * DAY, "week"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")]
        .into_iter()
        // Weeks only between the second and the first month: "9 days ago" says more than "1 week ago".
        .find(|&(length, unit)| seconds >= length && (unit != "week" || seconds >= 2 * length))
        .map(|(length, unit)| (seconds / length, unit))
}

/// How long ago it was, in words.
pub fn ago(at: Instant, now: Instant) -> String {
    match elapsed(at, now) {
        Some((value, unit)) => format::ago(-(value as f64), unit),
        None => "just now".into(),
    }
}

/// A time. The tooltip shows on hover and on focus, and goes with Escape.
#[component]
pub fn RelativeTime(
    /// The time itself.
    at: Instant,
    /// Write date and time instead of how long ago.
    #[prop(into)]
    absolute: Signal<bool>,
) -> impl IntoView {
    let clock: Clock = expect_context();
    let tooltips: Tooltips = expect_context();
    let announcer: Announcer = expect_context();
    let text = move || if absolute.get() { format::day_and_time(at) } else { ago(at, clock.now()) };
    let show = move |target: Option<web_sys::EventTarget>, soon: bool| {
        if let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            tooltips.show(&element, format::exact(at), at.0, soon);
        }
    };
    view! {
        <button
            type="button"
            class="time"
            aria-describedby=move || tooltips.describes(at.0)
            on:pointerenter=move |event| show(event.current_target(), false)
            on:pointerleave=move |_| tooltips.leave()
            on:focus=move |event| show(event.current_target(), true)
            on:blur=move |_| tooltips.hide()
            on:click=move |_| copy(at.to_string(), "Time".into(), announcer, move |worked| {
                if worked { tooltips.replace("Copied".into()) }
            })
        >
            <time datetime=at.to_string()>{text}</time>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_that_fits_is_taken() {
        let now = Instant(1_795_600_000_000);
        let cases = [
            (-5, None),
            (0, None),
            (59, None),
            (60, Some((1, "minute"))),
            (3_599, Some((59, "minute"))),
            (3_600, Some((1, "hour"))),
            (86_399, Some((23, "hour"))),
            (86_400, Some((1, "day"))),
            (13 * 86_400, Some((13, "day"))),
            (14 * 86_400, Some((2, "week"))),
            (30 * 86_400, Some((1, "month"))),
            (364 * 86_400, Some((12, "month"))),
            (365 * 86_400, Some((1, "year"))),
        ];
        for (seconds, expected) in cases {
            assert_eq!(elapsed(Instant(now.0 - seconds * 1000), now), expected, "{seconds}");
        }
    }
}
