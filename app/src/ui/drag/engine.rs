//! The way from a press on a grip to its end.
//!
//! Invariant: every drag that begins ends once, by a drop or by being cancelled; the window is listened to in between
//! only.

use super::{
    gesture::{Gesture, Outcome},
    hearing::point_of,
    listener::{EVENTS, Listener},
    rect::Point,
    scroll::{scroll, scrollers},
};
use leptos::{html, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// A finger that rests so long drags.
const HOLD: Duration = Duration::from_millis(250);
/// The click of a pointer that dragged follows within this time.
const CLICK: Duration = Duration::from_millis(50);
/// What happens while something is dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dragging {
    /// It begins.
    Begin,
    /// A frame is drawn.
    Frame {
        /// Where the pointer is.
        point: Point,
        /// Whether the pointer is a finger, which covers what is under it.
        is_touch: bool,
        /// Whether Alt is held.
        is_copy: bool,
        /// Whether something may have another place than in the frame before.
        is_stale: bool,
        /// In milliseconds.
        now: f64,
    },
    /// It is let go.
    Drop,
    /// It is given up.
    Cancel,
}

/// A pointer that is down on a grip.
pub(super) struct Pressed {
    pub gesture: Gesture,
    pub pointer: i32,
    is_touch: bool,
    pub point: Point,
    pub is_copy: bool,
    is_stale: bool,
    scrollers: Vec<Element>,
}

/// Drags one thing at a time.
#[derive(Clone, Copy)]
pub struct Drag {
    pressed: StoredValue<Option<Pressed>, LocalStorage>,
    listener: Listener,
    /// An element that stays while others come and go: it captures the pointer.
    pub root: NodeRef<html::Div>,
    tell: Callback<Dragging>,
}

impl Drag {
    /// Tells what happens.
    pub fn new(tell: Callback<Dragging>) -> Self {
        let this =
            Self { pressed: StoredValue::new_local(None), listener: Listener::new(), root: NodeRef::new(), tell };
        this.listener.hear(move |event| this.happened(&event));
        on_cleanup(move || this.end());
        this
    }

    /// A pointer has gone down on a grip.
    pub fn press(self, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() || self.pressed.with_value(Option::is_some) {
            return;
        }
        let is_touch = event.pointer_type() == "touch";
        let point = point_of(event);
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        self.pressed.set_value(Some(Pressed {
            gesture: Gesture::new(point, is_touch),
            pointer: event.pointer_id(),
            is_touch,
            point,
            is_copy: event.alt_key(),
            is_stale: false,
            scrollers: target.as_ref().map(scrollers).unwrap_or_default(),
        }));
        self.listener.listen(&EVENTS, true);
        if is_touch {
            let pointer = event.pointer_id();
            set_timeout(move || self.held(pointer), HOLD);
        }
    }

    /// What is shown has changed its place.
    pub fn measure_again(self) {
        self.update(|pressed| pressed.is_stale = true);
    }

    pub(super) fn update<T>(self, change: impl FnOnce(&mut Pressed) -> T) -> Option<T> {
        self.pressed.try_update_value(|pressed| pressed.as_mut().map(change)).flatten()
    }

    fn held(self, pointer: i32) {
        let outcome =
            self.update(|pressed| if pressed.pointer == pointer { pressed.gesture.held() } else { Outcome::Wait });
        self.follow(outcome);
    }

    pub(super) fn follow(self, outcome: Option<Outcome>) {
        match outcome {
            Some(Outcome::Begin) => self.begin(),
            Some(Outcome::GiveUp) => self.end(),
            Some(Outcome::Wait | Outcome::Go) | None => {}
        }
    }

    fn begin(self) {
        if let (Some(root), Some(pointer)) = (self.root.get_untracked(), self.update(|pressed| pressed.pointer)) {
            // A pointer that is gone already will be told as cancelled.
            let _ = root.set_pointer_capture(pointer);
        }
        self.measure_again();
        self.tell.run(Dragging::Begin);
        // What that changes is drawn by then.
        request_animation_frame(move || self.frame());
    }

    fn frame(self) {
        let frame = self.update(|pressed| {
            pressed.is_stale |= scroll(&pressed.scrollers, pressed.point);
            Dragging::Frame {
                point: pressed.point,
                is_touch: pressed.is_touch,
                is_copy: pressed.is_copy,
                is_stale: std::mem::take(&mut pressed.is_stale),
                now: js_sys::Date::now(),
            }
        });
        if let Some(frame) = frame {
            self.tell.run(frame);
            request_animation_frame(move || self.frame());
        }
    }

    pub(super) fn finish(self, how: Dragging) {
        let was_dragging = self.update(|pressed| pressed.gesture.is_dragging()) == Some(true);
        self.end();
        if was_dragging {
            self.tell.run(how);
        }
    }

    fn end(self) {
        let pressed = self.pressed.try_update_value(Option::take).flatten();
        if let Some(pressed) = pressed {
            self.listener.listen(&EVENTS, false);
            if let Some(root) = self.root.try_get_untracked().flatten() {
                // It may not have it any more.
                let _ = root.release_pointer_capture(pressed.pointer);
            }
        }
    }

    /// What was under the pointer is not clicked.
    pub(super) fn swallow_click(self) {
        self.listener.listen(&["click"], true);
        set_timeout(move || self.listener.listen(&["click"], false), CLICK);
    }
}
