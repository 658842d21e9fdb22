//! What happens in a menu. The focus is on the items themselves, so that the page's elements are its state.

use super::{
    entry::MenuEntry,
    items::{FIRST, LAST, focus_item, item_of, items, label_of, menu_id, open_at, stay},
    keys::{Step, TypeAhead, step},
};
use crate::ui::{
    focus::{element, focus, focused},
    popover::{close, opens, put_at, put_in_place},
};
use leptos::prelude::*;
use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// A menu and its button.
#[derive(Clone, Copy)]
pub struct Menu {
    button_id: StoredValue<String>,
    /// What it was opened from: its button, unless it has none.
    from: StoredValue<String>,
    /// The point that it opens at, where it is not beside what it was opened from.
    at: StoredValue<Option<(f64, f64)>>,
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
            from: StoredValue::new(button_id.clone()),
            at: StoredValue::new(None),
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

    /// Opens it from an element that is not its button, at a point where one is given.
    pub fn open_from(self, from: String, at: Option<(f64, f64)>) {
        self.from.set_value(from);
        self.at.set_value(at);
        if let Some(menu) = element(&self.id()) {
            // It may be open for something else.
            let _ = menu.hide_popover();
            self.focus_back();
            let _ = menu.show_popover();
        }
    }

    fn focus_back(self) {
        self.from.with_value(|id| focus(id));
    }

    /// The menu is about to open or to close. Its items stay until it has closed: the browser takes the focus from them
    /// back to where it was.
    pub fn toggles(self, event: Event) {
        if opens(&event) {
            self.open.set(true);
        }
    }

    /// The menu has opened or closed. An item gets the focus.
    pub fn toggled(self, event: Event) {
        let is_open = opens(&event);
        self.open.set(is_open);
        let Some(menu) = element(&self.id()).filter(|_| is_open) else { return };
        match self.at.get_value() {
            Some(point) => put_at(&self.id(), point),
            None => self.from.with_value(|from| put_in_place(&self.id(), from)),
        }
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
            self.focus_back();
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
            self.focus_back();
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
