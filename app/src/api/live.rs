//! The stream of changes: one a browser, however many tabs are open.
//!
//! The tab that holds the lock listens to the server and passes on to the others. A hidden tab gives the lock back and
//! asks nothing. Where the stream fails the leader asks every five seconds instead; after every (re)connection it asks
//! once, because changes may have gone by unheard.

use super::{
    live_event::{EVENTS, LiveEvent, MISSED},
    lock::Lock,
    users::search,
};
use js_sys::Function;
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::api::{live::UsersChanged, users::SearchRequest};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, EventSource, MessageEvent, VisibilityState};

const NAME: &str = "rollcall-live";
const POLL: Duration = Duration::from_secs(5);

/// Listens until it is dropped by [`LiveStream::stop`].
#[derive(Clone)]
pub struct LiveStream(Rc<Inner>);

/// What the browser calls; it must live as long as the browser may.
type Listener = Closure<dyn FnMut(MessageEvent)>;

fn function(listener: &Listener) -> &Function {
    listener.as_ref().unchecked_ref()
}

struct Inner {
    told: Box<dyn Fn(LiveEvent)>,
    channel: Option<BroadcastChannel>,
    source: RefCell<Option<EventSource>>,
    /// Held, or waited for.
    lock: RefCell<Option<Lock>>,
    polling: RefCell<Option<IntervalHandle>>,
    /// What the channel calls.
    heard: RefCell<Option<Listener>>,
    /// What the source calls; gone with it.
    listeners: RefCell<Vec<Listener>>,
}

impl LiveStream {
    /// Starts to listen; `told` hears every change, in this tab or through another.
    pub fn start(told: impl Fn(LiveEvent) + 'static) -> Self {
        let inner = Rc::new(Inner {
            told: Box::new(told),
            channel: BroadcastChannel::new(NAME).ok(),
            source: RefCell::default(),
            lock: RefCell::default(),
            polling: RefCell::default(),
            heard: RefCell::default(),
            listeners: RefCell::default(),
        });
        if let Some(channel) = &inner.channel {
            let weak = Rc::downgrade(&inner);
            let heard = Listener::new(move |event| {
                if let (Some(inner), Some((name, data))) = (weak.upgrade(), passed_on(&event)) {
                    inner.hear(&name, &data);
                }
            });
            channel.set_onmessage(Some(function(&heard)));
            *inner.heard.borrow_mut() = Some(heard);
        }
        let this = Self(inner);
        this.follow_visibility();
        this
    }

    /// Listens while the tab is seen, rests while it is hidden.
    pub fn follow_visibility(&self) {
        self.0.rest();
        if document().visibility_state() != VisibilityState::Hidden {
            self.0.lead();
        }
    }

    /// Ends listening for good.
    pub fn stop(&self) {
        self.0.rest();
        if let Some(channel) = &self.0.channel {
            channel.close();
        }
    }
}

/// What another tab passed on: the name in one line, the data in the next.
fn passed_on(event: &MessageEvent) -> Option<(String, String)> {
    let text = event.data().as_string()?;
    let (name, data) = text.split_once('\n')?;
    Some((name.to_owned(), data.to_owned()))
}

impl Inner {
    /// Tells this tab and all others.
    fn tell(&self, name: &str, data: &str) {
        if let Some(channel) = &self.channel {
            // A channel that was closed has nobody to tell.
            let _ = channel.post_message(&JsValue::from_str(&format!("{name}\n{data}")));
        }
        self.hear(name, data);
    }

    fn hear(&self, name: &str, data: &str) {
        if let Some(event) = LiveEvent::read(name, data) {
            (self.told)(event);
        }
    }

    /// Listens as soon as the lock is free.
    fn lead(self: &Rc<Self>) {
        let inner = Rc::clone(self);
        *self.lock.borrow_mut() = Some(Lock::request(NAME, move || inner.open()));
    }

    fn open(self: &Rc<Self>) {
        let Ok(source) = EventSource::new("/api/live") else {
            self.poll();
            return;
        };
        let weak = Rc::downgrade(self);
        let opened = Listener::new(move |_| {
            if let Some(inner) = weak.upgrade() {
                inner.stop_polling();
                inner.ask();
            }
        });
        let weak = Rc::downgrade(self);
        let failed = Listener::new(move |_| {
            if let Some(inner) = weak.upgrade() {
                inner.poll();
            }
        });
        let weak = Rc::downgrade(self);
        let heard = Listener::new(move |event: MessageEvent| {
            if let (Some(inner), Some(data)) = (weak.upgrade(), event.data().as_string()) {
                inner.tell(&event.type_(), &data);
            }
        });
        source.set_onopen(Some(function(&opened)));
        source.set_onerror(Some(function(&failed)));
        for name in EVENTS {
            // Adding a listener to a target that exists cannot fail.
            let _ = source.add_event_listener_with_callback(name, function(&heard));
        }
        *self.source.borrow_mut() = Some(source);
        *self.listeners.borrow_mut() = vec![opened, failed, heard];
    }

    /// Asks now and then until the stream is open; the browser reconnects by itself unless it was refused.
    fn poll(self: &Rc<Self>) {
        if self.polling.borrow().is_some() {
            return;
        }
        let inner = Rc::clone(self);
        let asked = set_interval_with_handle(move || inner.ask(), POLL);
        *self.polling.borrow_mut() = asked.ok();
    }

    fn stop_polling(&self) {
        if let Some(polling) = self.polling.borrow_mut().take() {
            polling.clear();
        }
    }

    fn ask(self: &Rc<Self>) {
        let inner = Rc::clone(self);
        spawn_local(async move {
            let request = SearchRequest { limit: Some(1), ..SearchRequest::default() };
            // Not to know for five more seconds is no error to show.
            if let Ok(answer) = search(&request, None).await
                && let Some(total) = answer.total
            {
                let changed = UsersChanged { sequence: answer.sequence, total };
                inner.tell("users", &serde_json::to_string(&changed).unwrap_or_default());
            }
            inner.tell(MISSED, "");
        });
    }

    fn rest(&self) {
        self.stop_polling();
        if let Some(source) = self.source.borrow_mut().take() {
            source.set_onopen(None);
            source.set_onerror(None);
            source.close();
            self.listeners.borrow_mut().clear();
        }
        if let Some(lock) = self.lock.borrow_mut().take() {
            lock.release();
        }
    }
}
