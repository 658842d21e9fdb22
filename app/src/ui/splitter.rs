//! The line between two parts of the page: dragged, or moved with arrow keys (the window splitter pattern of the ARIA
//! guide). It stands at the left of the part that it makes wider.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

const STEP: u32 = 16;
/// The keys change it by this much with Shift.
const LEAP: u32 = 64;

/// What a key makes of a width.
fn pressed(key: &str, shift: bool, width: u32, (least, most): (u32, u32)) -> Option<u32> {
    let step = if shift { LEAP } else { STEP };
    let width = match key {
        "ArrowLeft" => width + step,
        "ArrowRight" => width.saturating_sub(step),
        "Home" => least,
        "End" => most,
        _ => return None,
    };
    Some(width.clamp(least, most))
}

/// The line.
#[component]
pub fn Splitter(
    /// What becomes wider or narrower.
    label: &'static str,
    /// The id of it.
    controls: &'static str,
    /// How wide it is, in pixels.
    width: RwSignal<u32>,
    /// The least and the most that it can be.
    limits: (u32, u32),
) -> impl IntoView {
    let key = move |event: KeyboardEvent| {
        if let Some(to) = pressed(&event.key(), event.shift_key(), width.get_untracked(), limits) {
            event.prevent_default();
            width.set(to);
        }
    };
    let of = |event: &PointerEvent| event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let down = move |event: PointerEvent| {
        if let Some(line) = of(&event).filter(|_| event.button() == 0) {
            event.prevent_default();
            // A pointer that is gone already cannot be followed.
            let _ = line.set_pointer_capture(event.pointer_id());
        }
    };
    let moved = move |event: PointerEvent| {
        if of(&event).is_some_and(|line| line.has_pointer_capture(event.pointer_id())) {
            let page = document().document_element().map_or(0, |root| root.client_width());
            let wanted = page.saturating_sub(event.client_x()).max(0).unsigned_abs();
            width.set(wanted.clamp(limits.0, limits.1));
        }
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=label
            aria-controls=controls
            aria-valuemin=limits.0.to_string()
            aria-valuemax=limits.1.to_string()
            aria-valuenow=move || width.get().to_string()
            on:keydown=key
            on:pointerdown=down
            on:pointermove=moved
        ></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_limits() {
        let limits = (400, 720);
        assert_eq!(pressed("ArrowLeft", false, 480, limits), Some(496));
        assert_eq!(pressed("ArrowRight", true, 480, limits), Some(416));
        assert_eq!(pressed("ArrowRight", false, 404, limits), Some(400));
        assert_eq!(pressed("End", false, 404, limits), Some(720));
        assert_eq!(pressed("Home", false, 404, limits), Some(400));
        assert_eq!(pressed("a", false, 404, limits), None);
    }
}
