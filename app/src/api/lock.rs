//! A lock that one tab of the browser holds at a time.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::{prelude::window, task::spawn_local};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// A lock that is held or waited for, until it is released.
pub struct Lock {
    /// Ends the promise that holds it.
    done: Rc<RefCell<Option<Function>>>,
    /// Gives up waiting for it.
    waiting: Option<web_sys::AbortController>,
}

impl Lock {
    /// Asks for a lock; `granted` runs when this tab holds it. Browsers without locks (and pages on plain http) let
    /// every tab hold it.
    pub fn request(name: &str, granted: impl FnOnce() + 'static) -> Self {
        let done = Rc::new(RefCell::new(None));
        let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
        let request = Reflect::get(&locks, &"request".into()).ok().and_then(|value| value.dyn_into::<Function>().ok());
        let (Some(request), Ok(abort)) = (request, web_sys::AbortController::new()) else {
            granted();
            return Self { done, waiting: None };
        };
        let options = Object::new();
        // Setting a property of a plain object that we made cannot fail.
        let _ = Reflect::set(&options, &"signal".into(), &abort.signal());
        let held = Rc::clone(&done);
        let callback = Closure::once_into_js(move |_lock: JsValue| {
            granted();
            Promise::new(&mut |end, _| *held.borrow_mut() = Some(end))
        });
        if let Ok(promise) = request.apply(&locks, &Array::of3(&name.into(), &options, &callback)) {
            // It fails only by being given up.
            spawn_local(async move {
                let _ = JsFuture::from(Promise::resolve(&promise)).await;
            });
        }
        Self { done, waiting: Some(abort) }
    }

    /// Lets the next tab hold it.
    pub fn release(self) {
        if let Some(waiting) = self.waiting {
            waiting.abort();
        }
        if let Some(done) = self.done.borrow_mut().take() {
            // Resolving a promise cannot fail.
            let _ = done.call0(&JsValue::UNDEFINED);
        }
    }
}
