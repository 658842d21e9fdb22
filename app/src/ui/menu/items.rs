//! The items of a menu as elements of the page.

use crate::ui::{
    focus::{element, focus},
    popover::put_in_place,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

const ITEMS: &str = "[role^=menuitem]";
/// The label of the item that has the focus first.
pub const FIRST: &str = "data-first";
/// No label: the last item has the focus first.
pub const LAST: &str = "\0";

/// The id of the menu of a button.
pub fn menu_id(button_id: &str) -> String {
    format!("{button_id}-menu")
}

/// The items of an open menu, in their order.
pub fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(ITEMS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The item that an event happened in.
pub fn item_of(event: &Event) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(ITEMS).ok()??.dyn_into().ok()
}

/// The words of an item.
pub fn label_of(item: &HtmlElement) -> String {
    item.get_attribute("aria-label").unwrap_or_default()
}

/// Gives the focus to an item.
pub fn focus_item(item: Option<&HtmlElement>) {
    if let Some(item) = item {
        // An item that is gone keeps the focus where it is.
        let _ = item.focus();
    }
}

/// Opens the menu of a button, with the focus on the item with a label; on the first one, where there is none.
pub fn open_at(button_id: &str, label: &str) {
    if let Some(menu) = element(&menu_id(button_id)) {
        // Where the browser gives the focus back to when it closes.
        focus(button_id);
        // The name is valid; a menu that is open already stays so.
        let _ = menu.set_attribute(FIRST, label);
        let _ = menu.show_popover();
    }
}

/// Keeps a menu open at an item once a step has moved its button, or made it anew somewhere else.
pub fn stay(button_id: String, label: String) {
    request_animation_frame(move || {
        let Some(menu) = element(&menu_id(&button_id)) else { return };
        if menu.matches(":popover-open").unwrap_or_default() {
            put_in_place(&menu_id(&button_id), &button_id);
            focus_item(items(&menu).iter().find(|item| label_of(item) == label));
        } else {
            open_at(&button_id, &label);
        }
    });
}
