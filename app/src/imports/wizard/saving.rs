//! What was chosen on its way to the server, and what waits for it to be kept: another step, a check, a run.
//!
//! Invariant: one request at a time; nothing goes on before the latest choice is kept.

use super::{sheet::Sheet, state::Wizard, steps::Step, unsent};
use crate::{
    address::Write,
    api::{self, Failure, ImportAct},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::imports::ImportChanges;

/// What is done once everything that was chosen is kept.
#[derive(Clone, Copy)]
enum Then {
    Go(Step),
    Act(ImportAct),
}

/// What is on its way to the server.
#[derive(Default)]
pub struct Saving {
    is_busy: bool,
    /// Of the changes that wait the last ones count.
    waiting: Option<ImportChanges>,
    /// Whether the latest choice could not be kept.
    has_failed: bool,
    then: Option<Then>,
}

impl Wizard {
    /// Chooses something, and has the server keep it, unless it contradicts itself.
    pub fn choose(self, change: impl FnOnce(&mut Sheet)) {
        self.sheet.update(change);
        if self.sheet.with_untracked(|sheet| sheet.first_conflict().is_none()) {
            self.save(self.sheet.with_untracked(Sheet::changes));
        }
    }

    /// Has the server keep changes, one request at a time.
    pub fn save(self, changes: ImportChanges) {
        self.failure.set(None);
        unsent::note(self.import.with_untracked(|import| import.import_id), &changes);
        self.saving.update_value(|saving| saving.waiting = Some(changes));
        self.send();
    }

    fn send(self) {
        let next = self.saving.try_update_value(|saving| {
            let next = if saving.is_busy { None } else { saving.waiting.take() };
            saving.is_busy |= next.is_some();
            next
        });
        let Some(changes) = next.flatten() else { return self.go_on() };
        let id = self.import.with_untracked(|import| import.import_id);
        spawn_local(async move {
            let answer = api::change_import(id, &changes).await;
            let is_latest = self.saving.try_update_value(|saving| {
                (saving.is_busy, saving.has_failed) = (false, answer.is_err());
                saving.waiting.is_none()
            });
            if is_latest == Some(true) && !answer.as_ref().is_err_and(Failure::is_passing) {
                unsent::forget();
            }
            match answer {
                Ok(import) => {
                    // Another look at the file makes new guesses.
                    if changes.format.is_some() {
                        self.sheet.try_set(Sheet::of(&import));
                    }
                    self.learn(import);
                }
                Err(failure) => self.fail(failure),
            }
            self.send();
        });
    }

    fn fail(self, failure: Failure) {
        self.announcer.alert(failure.reason());
        self.failure.try_set(Some(failure));
    }

    /// Goes to a step once everything that was chosen is kept; stays where something is wrong.
    pub fn go(self, step: Step) {
        self.after_saving(Then::Go(step));
    }

    /// Checks, runs, stops or takes back, once everything that was chosen is kept.
    pub fn act(self, act: ImportAct) {
        self.after_saving(Then::Act(act));
    }

    fn after_saving(self, then: Then) {
        self.saving.update_value(|saving| saving.then = Some(then));
        if self.saving.with_value(|saving| saving.has_failed) {
            // What could not be kept is tried once more.
            self.choose(|_| ());
        } else {
            self.go_on();
        }
    }

    fn go_on(self) {
        let then = self.saving.try_update_value(|saving| if saving.is_busy { None } else { saving.then.take() });
        let has_failed = self.saving.try_with_value(|saving| saving.has_failed) != Some(false);
        match then.flatten().filter(|_| !has_failed) {
            Some(Then::Go(step)) => {
                let id = self.import.with_untracked(|import| import.import_id);
                self.navigator.go(&step.address(id), Write::Push);
            }
            Some(Then::Act(act)) => self.begin(act),
            None => {}
        }
    }

    fn begin(self, act: ImportAct) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let id = self.import.with_untracked(|import| import.import_id);
        spawn_local(async move {
            let answer = api::act_on_import(id, act).await;
            self.busy.try_set(false);
            match answer {
                Ok(import) => self.learn(import),
                Err(failure) => {
                    self.fail(failure);
                    self.ask();
                }
            }
        });
    }
}
