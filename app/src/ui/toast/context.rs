//! Toasts and what was changed lately, for all components.

use super::stack::{Stack, Toast};
use crate::ui::{Announcer, format};
use leptos::prelude::*;
use shared::time::Instant;
use std::{sync::Arc, time::Duration};

/// How often the time of toasts passes.
const TICK: u32 = 250;
/// How many changes can still be undone.
const KEPT: usize = 20;

/// What a button does. It outlives the part of the page that made it.
pub type Act = Arc<dyn Fn() + Send + Sync>;

/// A change that can be undone.
#[derive(Clone)]
pub struct Change {
    /// Its number.
    pub id: u64,
    /// What was done.
    pub text: String,
    /// When.
    pub at: Instant,
    undo: Act,
}

/// Shows toasts, and remembers what can be undone; shared through the context.
#[derive(Clone, Copy)]
pub struct Toasts {
    stack: RwSignal<Stack<Act>>,
    /// Changes of this session, latest first.
    pub changes: RwSignal<Vec<Change>>,
    /// Whether the pointer or the focus is in them: then none goes.
    pub held: RwSignal<bool>,
    ticking: StoredValue<bool>,
    leaving: StoredValue<Option<Callback<()>>>,
    announcer: Announcer,
}

impl Toasts {
    /// Provides itself to all components below.
    pub fn provide(announcer: Announcer) -> Self {
        let this = Self {
            stack: RwSignal::new(Stack::default()),
            changes: RwSignal::new(Vec::new()),
            held: RwSignal::new(false),
            ticking: StoredValue::new(false),
            leaving: StoredValue::new(None),
            announcer,
        };
        provide_context(this);
        this
    }

    /// Says that something was done.
    pub fn tell(self, text: impl Into<String>) {
        self.show(text.into(), false, None);
    }

    /// The same with a button.
    pub fn tell_with(self, text: impl Into<String>, label: &str, action: impl Fn() + Send + Sync + 'static) {
        self.show(text.into(), false, Some((label.to_owned(), Arc::new(action))));
    }

    /// Says something to screen readers that is seen already.
    pub fn say(self, text: impl Into<String>) {
        self.announcer.status(text);
    }

    /// Something among the notifications is about to go: the focus, if it is there, goes back to where it came from.
    pub fn leave(self) {
        if let Some(leave) = self.leaving.try_get_value().flatten() {
            leave.run(());
        }
    }

    /// What leads the focus back.
    pub(super) fn on_leave(self, leave: Callback<()>) {
        self.leaving.set_value(Some(leave));
    }

    /// Says that something went wrong; it stays until it is closed.
    pub fn fail(self, text: impl Into<String>) {
        self.show(text.into(), true, None);
    }

    /// The same with a button, such as "Retry".
    pub fn fail_with(self, text: impl Into<String>, label: &str, action: impl Fn() + Send + Sync + 'static) {
        self.show(text.into(), true, Some((label.to_owned(), Arc::new(action))));
    }

    /// Says that something was done, which can be undone: here for a while, and under "Recent changes" for the session.
    pub fn done(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        let (text, undo): (_, Act) = (text.into(), Arc::new(undo));
        // The toast and the change have one number, so that what is undone leaves both.
        let id = self.show(text.clone(), false, Some(("Undo".into(), undo.clone())));
        self.changes.update(|changes| {
            changes.insert(0, Change { id, text, at: format::now(), undo });
            changes.truncate(KEPT);
        });
    }

    /// Undoes a change.
    pub fn undo(self, id: u64) {
        let taken = self.changes.try_update(|changes| {
            let at = changes.iter().position(|change| change.id == id)?;
            Some(changes.remove(at))
        });
        self.close(id);
        if let Some(change) = taken.flatten() {
            (change.undo)();
        }
    }

    /// Presses the button of a toast.
    pub fn act(self, toast: &Toast<Act>) {
        let is_change = self.changes.with_untracked(|changes| changes.iter().any(|change| change.id == toast.id));
        match &toast.action {
            Some(_) if is_change => self.undo(toast.id),
            Some((_, action)) => {
                self.close(toast.id);
                action();
            }
            None => self.close(toast.id),
        }
    }

    /// Closes a toast.
    pub fn close(self, id: u64) {
        self.stack.update(|stack| stack.close(id));
    }

    /// The toasts that are seen.
    pub fn seen(self) -> Vec<Toast<Act>> {
        self.stack.with(|stack| stack.seen().to_vec())
    }

    fn show(self, text: String, is_error: bool, action: Option<(String, Act)>) -> u64 {
        if is_error {
            self.announcer.alert(text.clone());
        } else {
            self.announcer.status(text.clone());
        }
        let id = self.stack.try_update(|stack| stack.push(text, is_error, action)).unwrap_or_default();
        if !self.ticking.get_value() {
            self.ticking.set_value(true);
            self.tick();
        }
        id
    }

    /// Time passes while nobody looks at a toast and the page is seen.
    fn tick(self) {
        let pass = move || {
            if !self.held.get_untracked() && !document().hidden() {
                self.stack.update(|stack| stack.pass(TICK));
            }
            let goes_on = self.stack.with_untracked(Stack::is_passing);
            self.ticking.set_value(goes_on);
            if goes_on {
                self.tick();
            }
        };
        set_timeout(pass, Duration::from_millis(TICK.into()));
    }
}
