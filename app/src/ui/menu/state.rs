//! What happens in a menu. The focus is on the items themselves, so that the page's elements are its state.

use super::{
    entry::MenuEntry,
    keys::{Step, TypeAhead, step},
};
use crate::ui::{
    focus::{element, focus, focused},
    popover::{close, opens, put_in_place},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};

const ITEMS: &str = "[role^=menuitem]";
/// The label of the item that has the focus first.
const FIRST: &str = "data-first";
/// No label: the last item has the focus first.
const LAST: &str = "\0";

/// The id of the menu of a button.
pub fn menu_id(button_id: &str) -> String {
    format!("{button_id}-menu")
}

/// The items of an open menu, in their order.
fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(ITEMS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The item that an event happened in.
fn item_of(event: &Event) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(ITEMS).ok()??.dyn_into().ok()
}

fn label_of(item: &HtmlElement) -> String {
    item.get_attribute("aria-label").unwrap_or_default()
}

fn focus_item(item: Option<&HtmlElement>) {
    if let Some(item) = item {
        // An item that is gone keeps the focus where it is.
        let _ = item.focus();
    }
}

/// Opens the menu of a button, with the focus on the item with a label; on the first one, where there is none.
fn open_at(button_id: &str, label: &str) {
    if let Some(menu) = element(&menu_id(button_id)) {
        // The name is valid; a menu that is open already stays so.
        let _ = menu.set_attribute(FIRST, label);
        let _ = menu.show_popover();
    }
}

/// Keeps a menu open at an item once a step has moved its button, or made it anew somewhere else.
fn stay(button_id: String, label: String) {
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

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// A menu and its button.
#[derive(Clone, Copy)]
pub struct Menu {
    button_id: StoredValue<String>,
    /// The lines as they are shown.
    pub entries: StoredValue<Vec<MenuEntry>>,
    letters: StoredValue<TypeAhead>,
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// Why the item in focus cannot be chosen.
    pub note: RwSignal<Option<String>>,
}

impl Menu {
    /// The menu of a button.
    pub fn new(button_id: String) -> Self {
        Self {
            button_id: StoredValue::new(button_id),
            entries: StoredValue::new(Vec::new()),
            letters: StoredValue::new(TypeAhead::default()),
            open: RwSignal::new(false),
            note: RwSignal::new(None),
        }
    }

    /// Its own id.
    pub fn id(self) -> String {
        self.button_id.with_value(|id| menu_id(id))
    }

    /// Gives the focus to an item of the menu that has just opened.
    pub fn toggled(self, event: Event) {
        let Some(menu) = element(&self.id()).filter(|_| opens(&event)) else { return };
        self.button_id.with_value(|id| put_in_place(&menu_id(id), id));
        let first = menu.get_attribute(FIRST).unwrap_or_default();
        // It may not be there.
        let _ = menu.remove_attribute(FIRST);
        let items = items(&menu);
        let wanted = items.iter().find(|item| label_of(item) == first);
        focus_item(wanted.or(if first == LAST { items.last() } else { items.first() }));
    }

    /// Does what was chosen.
    pub fn choose(self, event: Event) {
        let Some(item) = item_of(&event) else { return };
        let Some(entry) = self.entry_of(&item) else { return };
        let Some(action) = entry.action() else { return };
        let id = self.button_id.get_value();
        if entry.refused().is_some() {
            // The reason is shown.
            focus_item(Some(&item));
        } else if let MenuEntry::Step(_) = entry {
            action.run(());
            stay(id, label_of(&item));
        } else {
            close(&menu_id(&id));
            focus(&id);
            action.run(());
        }
    }

    /// A key in the menu.
    pub fn pressed(self, event: KeyboardEvent) {
        // Keys of what is around the menu do nothing while it is open.
        event.stop_propagation();
        let Some(menu) = element(&self.id()) else { return };
        if event.key() == "Tab" {
            // From the button on, as if it had never opened.
            close(&self.id());
            self.button_id.with_value(|id| focus(id));
            return;
        }
        if has_modifier(&event) {
            return;
        }
        let items = items(&menu);
        let now = focused();
        let at = items.iter().position(|item| Some(item) == now.as_ref());
        let to = match step(&event.key(), at, items.len()) {
            Step::To(to) => Some(to),
            Step::Letter(letter) => {
                let labels: Vec<_> = items.iter().map(label_of).collect();
                let time = event.time_stamp();
                self.letters.try_update_value(|letters| letters.typed(letter, time, at, &labels)).flatten()
            }
            Step::None => return,
        };
        event.prevent_default();
        focus_item(to.and_then(|to| items.get(to)));
    }

    /// An arrow on the button opens the menu at its start or end.
    pub fn pressed_on_button(self, event: KeyboardEvent) {
        let first = match event.key().as_str() {
            "ArrowDown" => "",
            "ArrowUp" => LAST,
            _ => return,
        };
        if !has_modifier(&event) && !event.shift_key() {
            event.prevent_default();
            event.stop_propagation();
            self.button_id.with_value(|id| open_at(id, first));
        }
    }

    /// The focus follows the mouse.
    pub fn pointed(self, event: PointerEvent) {
        let is_mouse = event.pointer_type() == "mouse";
        let item = item_of(&event).filter(|item| is_mouse && focused().as_ref() != Some(item));
        focus_item(item.as_ref());
    }

    /// Shows why the item that got the focus cannot be chosen.
    pub fn focused(self, event: Event) {
        let entry = item_of(&event).and_then(|item| self.entry_of(&item));
        self.note.set(entry.and_then(|entry| entry.refused()));
    }

    fn entry_of(self, item: &HtmlElement) -> Option<MenuEntry> {
        let at: usize = item.get_attribute("data-at")?.parse().ok()?;
        self.entries.with_value(|entries| entries.get(at).cloned())
    }
}
