//! Counting in the page: the machine with its requests, its timer and its signals.

use super::{
    followers::{Counted, Followers},
    machine::Machine,
    question::Question,
    total::{Next, Total},
};
use crate::{
    api::{self, Abort},
    filter::Builder,
    ui::format,
};
use leptos::{
    leptos_dom::helpers::{AnimationFrameRequestHandle, TimeoutHandle},
    prelude::*,
    task::spawn_local,
};
use shared::filter::edit::NodeId;
use std::time::Duration;

/// After this the person is told that it takes long, and may give up.
const LONG: Duration = Duration::from_secs(3);

/// The numbers of the builder's draft; shared through the context.
#[derive(Clone, Copy)]
pub struct Counting {
    machine: RwSignal<Machine>,
    /// What is to be counted now; `None` while nobody wants to know.
    question: Memo<Option<Question>>,
    /// A question has been on its way for long.
    pub is_long: RwSignal<bool>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    frame: StoredValue<Option<AnimationFrameRequestHandle>>,
    patience: StoredValue<Option<TimeoutHandle>>,
    followers: Followers,
}

impl Counting {
    /// Follows the draft of a builder while `wanted`, with the text that its list is narrowed to, and asks anew with
    /// every change of the users. Provides itself to all components below.
    pub fn provide(builder: Builder, text: Signal<String>, changes: Signal<u64>, wanted: Signal<bool>) -> Self {
        let question = Memo::new(move |_| {
            let of =
                |finished: &_| builder.meaning.with(|meaning| text.with(|text| Question::of(finished, meaning, text)));
            wanted.get().then(|| builder.finished.with(of))
        });
        let this = Self {
            machine: RwSignal::new(Machine::default()),
            question,
            is_long: RwSignal::new(false),
            abort: StoredValue::new_local(None),
            timer: StoredValue::new(None),
            frame: StoredValue::new(None),
            patience: StoredValue::new(None),
            followers: Followers::default(),
        };
        let look = move || {
            let hidden = document().hidden() || this.question.with_untracked(Option::is_none);
            this.turn(|machine| machine.hide(hidden, format::now()));
        };
        Effect::new(move || {
            if let Some(question) = question.get() {
                this.turn(|machine| machine.edit(question, format::now()));
            }
            look();
        });
        Effect::new(move |first: Option<()>| {
            changes.track();
            if first.is_some() {
                this.turn(|machine| machine.refresh(format::now()));
            }
        });
        Effect::new(move || {
            question.track();
            this.machine.track();
            this.followers.tell(|node| this.number_of(node));
        });
        let seen = window_event_listener_untyped("visibilitychange", move |_| look());
        on_cleanup(move || {
            seen.remove();
            this.stop_timer();
            this.stop_waiting();
            this.give_up();
        });
        provide_context(this);
        this
    }

    /// The number of the draft; `None` while nobody wants to know.
    pub fn total(self) -> Option<Total> {
        let total = |question: &Question| self.machine.with(|machine| machine.total_of(&question.key));
        self.question.with(|question| question.as_ref().map(total))
    }

    /// The number of a node.
    pub fn of(self, node: NodeId) -> Counted {
        self.followers.follow(node, self.number_of(node))
    }

    fn number_of(self, node: NodeId) -> Option<(u64, bool)> {
        let meaning = self.question.with_untracked(|question| question.as_ref()?.meaning(node))?;
        self.machine.with_untracked(|machine| machine.of(node, meaning))
    }

    /// Asks once more.
    pub fn retry(self) {
        self.turn(|machine| machine.retry(format::now()));
    }

    /// Gives up what takes too long.
    pub fn cancel(self) {
        self.give_up();
        self.is_long.set(false);
        self.machine.update(Machine::cancel);
    }

    fn turn(self, turn: impl FnOnce(&mut Machine) -> Next) {
        // The page may have been left meanwhile.
        let next = self.machine.try_update(turn);
        let Some(Next::Ask { revision, after, gives_up }) = next else { return };
        self.stop_timer();
        if gives_up {
            self.give_up();
        }
        let is_large = self.machine.with_untracked(Machine::is_large);
        match after {
            // To ask about much takes a third of a frame: the edit is shown first.
            0 if is_large => {
                let shown = move || self.ask_in(Duration::ZERO, revision);
                self.frame.set_value(request_animation_frame_with_handle(shown).ok());
            }
            0 => self.ask(revision),
            pause => self.ask_in(Duration::from_millis(pause.unsigned_abs()), revision),
        }
    }

    fn ask_in(self, pause: Duration, revision: u64) {
        self.timer.set_value(set_timeout_with_handle(move || self.ask(revision), pause).ok());
    }

    fn ask(self, revision: u64) {
        let asked = self.machine.try_update(|machine| machine.ask(revision, format::now()).map(Question::request));
        let Some(request) = asked.flatten() else { return };
        let abort = Abort::new();
        self.abort.set_value(Some(abort.clone()));
        self.wait();
        spawn_local(async move {
            let answer = api::count(&request, &abort).await;
            self.turn(|machine| machine.settle(revision, &answer, format::now()));
            if self.machine.try_with_untracked(Machine::is_waiting) == Some(false) {
                self.stop_waiting();
            }
        });
    }

    fn wait(self) {
        self.stop_waiting();
        self.patience.set_value(set_timeout_with_handle(move || self.is_long.set(true), LONG).ok());
    }

    fn stop_waiting(self) {
        if let Some(patience) = self.patience.try_update_value(Option::take).flatten() {
            patience.clear();
        }
        if self.is_long.try_get_untracked() == Some(true) {
            self.is_long.set(false);
        }
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if let Some(frame) = self.frame.try_update_value(Option::take).flatten() {
            frame.cancel();
        }
    }

    fn give_up(self) {
        if let Some(abort) = self.abort.try_update_value(Option::take).flatten() {
            abort.abort();
        }
    }
}
