//! A button and what it opens: the browser's own popover (top layer, Escape, click outside, focus back to the button),
//! placed under the button or above it where there is more room.

use super::focus::element;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

const GAP: f64 = 4.0;
const MARGIN: f64 = 8.0;

/// Where a box of this size stands beside a button: under it, its left edges aligned, inside the window.
fn place(button: (f64, f64, f64), size: (f64, f64), window: (f64, f64)) -> (f64, f64) {
    let (left, top, bottom) = button;
    let fits_below = bottom + GAP + size.1 + MARGIN <= window.1;
    let more_room_above = top > window.1 - bottom;
    let y = if !fits_below && more_room_above { top - GAP - size.1 } else { bottom + GAP };
    let x = left.min(window.0 - size.0 - MARGIN).max(MARGIN);
    (x, y.clamp(MARGIN, (window.1 - size.1 - MARGIN).max(MARGIN)))
}

/// Puts what is open beside its button.
pub fn put_in_place(id: &str, button_id: &str) {
    if let Some(button) = element(button_id) {
        let rect = button.get_bounding_client_rect();
        put_beside(id, (rect.left(), rect.top(), rect.bottom()));
    }
}

/// Puts what is open at a point of the window.
pub fn put_at(id: &str, (x, y): (f64, f64)) {
    put_beside(id, (x, y, y));
}

fn put_beside(id: &str, beside: (f64, f64, f64)) {
    let Some(popover) = element(id) else { return };
    let extent = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let (x, y) = place(
        beside,
        (f64::from(popover.offset_width()), f64::from(popover.offset_height())),
        (extent(window().inner_width()), extent(window().inner_height())),
    );
    let style = popover.style();
    // The names of the properties are valid, so that setting them cannot fail.
    let _ = style.set_property("left", &format!("{x}px"));
    let _ = style.set_property("top", &format!("{y}px"));
}

/// Whether a `toggle` event says that the popover opens.
pub fn opens(event: &web_sys::Event) -> bool {
    js_sys::Reflect::get(event, &"newState".into()).is_ok_and(|state| state.as_string().as_deref() == Some("open"))
}

/// Whether any popover or dialog is open, so that single keys belong to it.
pub fn any_open() -> bool {
    document().query_selector(":popover-open, dialog[open]").ok().flatten().is_some()
}

/// Whether a dialog is open.
pub fn dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Closes a popover.
pub fn close(id: &str) {
    if let Some(popover) = element(id) {
        // It may be closed already.
        let _ = popover.hide_popover();
    }
}

/// A button that opens a popover. What stands in it is made when it opens.
#[component]
pub fn Popover(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// The name of what opens.
    #[prop(into)]
    title: String,
    /// The name of the button, where its sign does not say it.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// The class of the button.
    #[prop(default = "button-quiet")]
    class: &'static str,
    /// What stands in the button.
    #[prop(into)]
    button: ViewFn,
    /// What opens.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button_id = format!("{id}-button");
    let children = StoredValue::new(children);
    let toggled = {
        let (id, button_id) = (id.clone(), button_id.clone());
        move |event: web_sys::Event| {
            open.set(opens(&event));
            if opens(&event) {
                put_in_place(&id, &button_id);
            }
        }
    };
    // What stands in it stays until it has closed: the browser takes the focus from there back to the button.
    let toggles = move |event: web_sys::Event| {
        if opens(&event) {
            open.set(true);
        }
    };
    view! {
        <button
            type="button"
            class=class
            id=button_id
            popovertarget=id.clone()
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            aria-label=label
            title=label
        >
            {button.run()}
        </button>
        <div
            id=id
            class="popover"
            popover="auto"
            role="dialog"
            aria-label=title
            on:beforetoggle=toggles
            on:toggle=toggled
        >
            {move || open.get().then(|| children.with_value(|children| children()))}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_where_there_is_room() {
        let window = (1000.0, 800.0);
        assert_eq!(place((100.0, 60.0, 92.0), (280.0, 300.0), window), (100.0, 96.0));
        assert_eq!(place((900.0, 60.0, 92.0), (280.0, 300.0), window), (712.0, 96.0));
        assert_eq!(place((100.0, 700.0, 732.0), (280.0, 300.0), window), (100.0, 396.0));
        assert_eq!(place((100.0, 60.0, 92.0), (2000.0, 2000.0), window), (8.0, 8.0));
    }
}
