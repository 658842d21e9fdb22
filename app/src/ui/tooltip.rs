//! One tooltip for the whole page: shown on hover and focus, kept while the pointer is on it, gone with Escape.

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

const HOVER: Duration = Duration::from_millis(250);
const LINGER: Duration = Duration::from_millis(150);
const ID: &str = "tooltip";
/// Half the widest tooltip, and a margin.
const HALF: f64 = 180.0;

#[derive(Clone, PartialEq)]
struct Shown {
    text: String,
    /// Tells owners apart; two with the same text and owner may share the tooltip.
    owner: i64,
    left: f64,
    top: f64,
    below: bool,
}

/// Shows tooltips; shared through the context.
#[derive(Clone, Copy)]
pub struct Tooltips {
    shown: RwSignal<Option<Shown>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Tooltips {
    /// Provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self { shown: RwSignal::new(None), timer: StoredValue::new(None) };
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                this.hide();
            }
        });
        let scrolled = window_event_listener_untyped("wheel", move |_| this.hide());
        on_cleanup(move || {
            escape.remove();
            scrolled.remove();
        });
        provide_context(this);
        this
    }

    /// Shows a text beside an element, at once or after a moment of hovering.
    pub fn show(self, beside: &web_sys::Element, text: String, owner: i64, at_once: bool) {
        let rect = beside.get_bounding_client_rect();
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1024.0);
        let below = rect.top() < 44.0;
        let shown = Shown {
            text,
            owner,
            left: (rect.left() + rect.width() / 2.0).clamp(HALF.min(width / 2.0), (width - HALF).max(width / 2.0)),
            top: if below { rect.bottom() + 6.0 } else { rect.top() - 6.0 },
            below,
        };
        self.wait(if at_once { Duration::ZERO } else { HOVER }, move || self.shown.set(Some(shown)));
    }

    /// Changes the words of the tooltip that is shown.
    pub fn replace(self, text: String) {
        self.shown.update(|shown| {
            if let Some(shown) = shown {
                shown.text = text;
            }
        });
    }

    /// Hides it after a moment, in which the pointer may move onto it.
    pub fn leave(self) {
        self.wait(LINGER, move || self.shown.set(None));
    }

    /// Hides it at once.
    pub fn hide(self) {
        self.stop_waiting();
        if self.shown.with_untracked(Option::is_some) {
            self.shown.set(None);
        }
    }

    /// The id of the tooltip while it describes this owner.
    pub fn describes(self, owner: i64) -> Option<&'static str> {
        self.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.owner == owner)).then_some(ID)
    }

    fn wait(self, time: Duration, then: impl FnOnce() + 'static) {
        self.stop_waiting();
        if time.is_zero() {
            then();
        } else {
            self.timer.set_value(set_timeout_with_handle(then, time).ok());
        }
    }

    fn stop_waiting(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}

/// The place where the tooltip stands; mounted once, within the landmark of what it explains.
#[component]
pub fn TooltipLayer() -> impl IntoView {
    let tooltips: Tooltips = expect_context();
    move || {
        tooltips.shown.get().map(|shown| {
            view! {
                <div
                    id=ID
                    role="tooltip"
                    class="tooltip"
                    class:tooltip-below=shown.below
                    style:left=format!("{}px", shown.left)
                    style:top=format!("{}px", shown.top)
                    on:pointerenter=move |_| tooltips.stop_waiting()
                    on:pointerleave=move |_| tooltips.leave()
                >
                    {shown.text}
                </div>
            }
        })
    }
}
