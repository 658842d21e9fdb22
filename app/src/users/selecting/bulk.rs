//! What is done to the chosen: begun as jobs, one after the other, and asked about where the number has changed.

use super::{
    context::Selecting,
    selection::{Bulk, Selection},
};
use crate::{
    jobs::Started,
    ui::{focus::focus_soon, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::jobs::JobAction, filter::Filter};
use std::collections::VecDeque;

impl Selecting {
    /// Why something cannot be done to the chosen by who is signed in; `None` where it can.
    pub fn refused(self, action: JobAction) -> Option<&'static str> {
        let role = self.session.role()?;
        match action {
            JobAction::Tag | JobAction::Untag => (!role.may_edit()).then_some("Viewers cannot tag users."),
            JobAction::Delete => (!role.may_own()).then_some("Only owners delete several users at once."),
            JobAction::Export => (!role.may_own()).then_some("Only owners export users."),
        }
    }

    /// Says why something cannot be done to the chosen; whether there is a reason.
    pub fn explain(self, action: JobAction) -> bool {
        let refused = self.refused(action);
        if let Some(reason) = refused {
            self.announcer.alert(reason);
        }
        refused.is_some()
    }

    /// Does these things to the chosen; a deletion is asked about first.
    pub fn run(self, bulks: Vec<Bulk>) {
        let asking = self.asking;
        if bulks.iter().any(|bulk| self.explain(bulk.action)) {
            return;
        }
        if self.count.get_untracked() == 0 || bulks.is_empty() {
            return;
        }
        asking.waiting.set(bulks.into());
        asking.number.set(self.count.get_untracked());
        asking.before.set(None);
        asking.typed.set(String::new());
        if asking.is_deletion() {
            asking.delete.ask();
        } else {
            self.go_on();
        }
    }

    /// Deletes the chosen, once it is confirmed.
    pub fn delete(self) {
        self.run(vec![Bulk { action: JobAction::Delete, tag: None, columns: None }]);
    }

    /// Begins what waits.
    pub fn go_on(self) {
        let asking = self.asking;
        spawn_local(async move {
            while let Some(bulk) = asking.waiting.try_with_untracked(|waiting| waiting.front().cloned()).flatten() {
                let filter = self.store.applied.state.with_untracked(|state| state.meant());
                let text = self.store.screen.with_untracked(|screen| screen.text.clone());
                let filter = filter.unwrap_or_else(Filter::everyone);
                let number = asking.number.get_untracked();
                let request = self.chosen.with_untracked(|chosen| chosen.request(&bulk, &filter, &text, number));
                let tag = bulk.tag.as_ref().map(|(_, name)| name.clone());
                match self.jobs.start(request, tag).await {
                    Started::Taken => {
                        _ = asking.waiting.try_update(VecDeque::pop_front);
                        if bulk.action == JobAction::Delete {
                            self.chosen.try_set(Selection::default());
                        }
                    }
                    Started::OtherNumber(total) => return self.ask_again(total),
                    Started::Refused(reason) => return self.fail(reason),
                }
            }
            let was_deletion = asking.delete.open.try_get_untracked() == Some(true);
            asking.delete.close();
            asking.drift.close();
            if was_deletion {
                focus_soon("found");
            }
        });
    }

    /// The number has changed: whoever asked looks at it again.
    fn ask_again(self, total: u64) {
        let asking = self.asking;
        let before = asking.number.try_get_untracked();
        self.chosen.try_update(|chosen| chosen.learn(total));
        asking.number.try_set(total);
        asking.typed.try_set(String::new());
        let told = match total {
            0 => "Nobody of them is there any more.".to_owned(),
            total => format!("The number of users has changed: it is {} now. Look at it again.", format::count(total)),
        };
        if asking.is_deletion() {
            asking.delete.fail(told);
        } else {
            asking.before.try_set(before);
            if asking.drift.open.try_get_untracked() == Some(true) {
                asking.drift.fail(told);
            } else {
                asking.drift.ask();
            }
        }
    }

    fn fail(self, reason: String) {
        let asking = self.asking;
        let open = [asking.delete, asking.drift].into_iter().find(|alert| alert.open.try_get_untracked() == Some(true));
        match open {
            Some(alert) => alert.fail(reason),
            None => self.jobs.toasts.fail_with(reason, "Retry", move || self.go_on()),
        }
    }
}
