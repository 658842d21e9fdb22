//! The one reader and the one writer of the browser's address.
//!
//! Invariants: the signal always equals the address bar; every change goes through [`Navigator::go`], a link that was
//! clicked or the browser's own back and forward. We do not use a router crate: the only one that fits remembers
//! replaced addresses as if they had been pushed and then drops a later push of the same address.

use crate::ui::focus::focus_if_lost;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

/// Path, query with its question mark, fragment with its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `/users`
    pub path: String,
    /// `?page=2`, or nothing.
    pub query: String,
    /// `#found`, or nothing.
    pub fragment: String,
}

/// How a change of the address enters the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    /// Back leads to the address before.
    Push,
    /// Back leads to where it led before.
    Replace,
}

/// Reads and writes the address; shared through the context.
#[derive(Clone, Copy)]
pub struct Navigator {
    address: RwSignal<Address>,
    /// Asked before another page takes the place of this one; given where it leads, it says whether it may.
    guard: StoredValue<Option<Callback<String, bool>>>,
    /// Whether another page was gone to since the first was loaded.
    has_moved: StoredValue<bool>,
}

fn current() -> Address {
    let location = window().location();
    Address {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        fragment: location.hash().unwrap_or_default(),
    }
}

impl Navigator {
    /// Starts to follow the browser, and provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self {
            address: RwSignal::new(current()),
            guard: StoredValue::new(None),
            has_moved: StoredValue::new(false),
        };
        let back = window_event_listener(ev::popstate, move |_| this.travelled());
        let clicks = window_event_listener(ev::click, move |event| this.take_click(&event));
        on_cleanup(move || {
            back.remove();
            clicks.remove();
        });
        provide_context(this);
        this
    }

    /// The address as a signal.
    pub fn address(self) -> ReadSignal<Address> {
        self.address.read_only()
    }

    /// Has somebody asked before another page is gone to, for as long as the component that calls it.
    pub fn guard(self, asked: Callback<String, bool>) {
        self.guard.set_value(Some(asked));
        on_cleanup(move || self.guard.set_value(None));
    }

    /// Goes to an address, unless the guard of this page forbids it.
    pub fn go(self, to: &str, write: Write) {
        if self.may_go(to) {
            self.write(to, write);
        }
    }

    /// Gives the focus to the head of a page that was gone to, if what had it went with the page before.
    pub fn land(self, id: &'static str) {
        if self.has_moved.get_value() {
            focus_if_lost(id);
        }
    }

    fn may_go(self, to: &str) -> bool {
        let path = to.split(['?', '#']).next().unwrap_or_default();
        let stays = path.is_empty() || self.address.with_untracked(|address| address.path == path);
        stays || self.guard.get_value().is_none_or(|asked| asked.run(to.to_owned()))
    }

    /// The browser went back or forward. Where that is not allowed yet, the address is made the old one again.
    fn travelled(self) {
        let Address { path, query, fragment } = current();
        if self.may_go(&format!("{path}{query}{fragment}")) {
            return self.follow();
        }
        let Address { path, query, fragment } = self.address.get_untracked();
        self.write(&format!("{path}{query}{fragment}"), Write::Push);
    }

    fn write(self, to: &str, write: Write) {
        let Ok(history) = window().history() else { return };
        let written = match write {
            Write::Push => history.push_state_with_url(&JsValue::NULL, "", Some(to)),
            Write::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(to)),
        };
        if written.is_ok() {
            self.follow();
        }
    }

    fn follow(self) {
        let now = current();
        if self.address.with_untracked(|address| *address != now) {
            self.has_moved.set_value(true);
            self.address.set(now);
        }
    }

    /// Ordinary clicks on links of this page change the address without a load; all others are the browser's.
    fn take_click(self, event: &web_sys::MouseEvent) {
        let modified = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(link) = target.and_then(|element| element.closest("a[href]").ok().flatten()) else { return };
        let Some(href) = link.get_attribute("href") else { return };
        let is_ours = (href.starts_with('/') && !href.starts_with("//")) || href.starts_with('?');
        if !is_ours || link.has_attribute("target") || link.has_attribute("download") || href.starts_with("/api/") {
            return;
        }
        event.prevent_default();
        let write = if link.has_attribute("data-replace") { Write::Replace } else { Write::Push };
        self.go(&href, write);
    }
}
