//! What the window's events mean to a drag.

use super::{
    engine::{Drag, Dragging},
    listener::stop,
    rect::Point,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

impl Drag {
    /// Something happened in the window while a pointer is down.
    pub(super) fn happened(self, event: &Event) {
        if matches!(event.type_().as_str(), "click" | "contextmenu") {
            stop(event);
            return;
        }
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            self.pointed(event);
        } else if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            self.keyed(event);
        } else if event.type_() == "blur" {
            // Elements lose the focus as well.
            if event.target().is_some_and(|target| target.dyn_ref::<web_sys::Window>().is_some()) {
                self.finish(Dragging::Cancel);
            }
        } else {
            self.measure_again();
        }
    }

    fn pointed(self, event: &PointerEvent) {
        if self.update(|pressed| pressed.pointer) != Some(event.pointer_id()) {
            return;
        }
        match event.type_().as_str() {
            "pointermove" => {
                let outcome = self.update(|pressed| {
                    pressed.point = point_of(event);
                    pressed.is_copy = event.alt_key();
                    pressed.gesture.moved(pressed.point)
                });
                self.follow(outcome);
            }
            "pointerup" => {
                if self.update(|pressed| pressed.gesture.has_moved()) == Some(true) {
                    self.swallow_click();
                    self.finish(Dragging::Drop);
                } else {
                    self.finish(Dragging::Cancel);
                }
            }
            "pointercancel" => self.finish(Dragging::Cancel),
            // The grip loses the pointer to the root when a drag begins.
            _ => {
                let root = self.root.get_untracked().map(|root| root.unchecked_into::<Element>());
                if event.target().and_then(|target| target.dyn_into().ok()) == root {
                    self.finish(Dragging::Cancel);
                }
            }
        }
    }

    fn keyed(self, event: &KeyboardEvent) {
        if self.update(|pressed| pressed.gesture.is_dragging()) != Some(true) {
            return;
        }
        let is_down = event.type_() == "keydown";
        match event.key().as_str() {
            "Escape" if is_down => {
                stop(event);
                self.finish(Dragging::Cancel);
            }
            // The browser would go to its menu.
            "Alt" => {
                stop(event);
                self.update(|pressed| pressed.is_copy = is_down);
            }
            _ => {}
        }
    }
}

/// Where a pointer is.
pub fn point_of(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}
