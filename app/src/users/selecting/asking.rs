//! The questions before something is done to many.

use super::{context::Selecting, selection::Bulk};
use crate::ui::{Alert, format};
use leptos::prelude::*;
use shared::api::jobs::JobAction;
use std::collections::VecDeque;

/// Deleting more than this asks for their number.
const UNTYPED: u64 = 10;

/// The two questions: whether the chosen are to be deleted, and whether to go on with another number of users.
#[derive(Clone, Copy)]
pub struct Asking {
    /// How many are meant, as far as it is known.
    pub number: RwSignal<u64>,
    /// How many were meant before, where the number has changed.
    pub before: RwSignal<Option<u64>>,
    /// The number as it was typed.
    pub typed: RwSignal<String>,
    /// Deletes.
    pub delete: Alert,
    /// Goes on.
    pub drift: Alert,
    /// What is still to be begun.
    pub(super) waiting: RwSignal<VecDeque<Bulk>>,
    selecting: StoredValue<Option<Selecting>>,
}

/// "1 user", "1,284 users"
pub fn users(count: u64) -> String {
    if count == 1 { "1 user".into() } else { format!("{} users", format::count(count)) }
}

/// What a button says that does something to so many.
fn label(action: JobAction, count: u64) -> String {
    let word = match action {
        JobAction::Tag => "Tag",
        JobAction::Untag => "Untag",
        JobAction::Delete => "Delete",
        JobAction::Export => "Export",
    };
    format!("{word} {}", users(count))
}

/// Whether the number that was typed is this one, with or without what stands between its groups.
fn is_number(typed: &str, number: u64) -> bool {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_plain = typed.trim().chars().all(|sign| sign.is_ascii_digit() || ",.'’ \u{a0}\u{202f}".contains(sign));
    is_plain && digits == number.to_string()
}

impl Asking {
    /// Nothing is asked.
    pub fn new() -> Self {
        let selecting = StoredValue::new(None::<Selecting>);
        let (number, typed) = (RwSignal::new(0), RwSignal::new(String::new()));
        let waiting = RwSignal::new(VecDeque::<Bulk>::new());
        let first = move || waiting.with(|waiting| waiting.front().map_or(JobAction::Tag, |bulk| bulk.action));
        let alert = |is_danger, title, label, is_locked| Alert {
            open: RwSignal::new(false),
            title,
            label,
            is_danger,
            is_locked,
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            confirm: Callback::new(move |()| {
                if let Some(selecting) = selecting.get_value() {
                    selecting.go_on();
                }
            }),
        };
        let ask = Signal::derive(move || format!("{}?", label(first(), number.get())));
        let act = Signal::derive(move || label(first(), number.get()));
        let is_untyped = move || number.get() > UNTYPED && !typed.with(|typed| is_number(typed, number.get()));
        let nobody = move || number.get() == 0;
        Self {
            number,
            before: RwSignal::new(None),
            typed,
            delete: alert(true, ask, act, Signal::derive(move || nobody() || is_untyped())),
            drift: alert(false, ask, act, Signal::derive(nobody)),
            waiting,
            selecting,
        }
    }

    /// Whether the number has to be typed.
    pub fn is_typed(self) -> bool {
        self.number.get() > UNTYPED
    }

    /// Whose questions they are.
    pub fn follow(self, selecting: Selecting) {
        self.selecting.set_value(Some(selecting));
    }

    /// Whether what is to be begun next is a deletion.
    pub fn is_deletion(self) -> bool {
        self.waiting.with_untracked(|waiting| waiting.front().is_some_and(|bulk| bulk.action == JobAction::Delete))
    }
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn the_number_is_typed_as_people_write_it() {
        for typed in ["1284", " 1284 ", "1,284", "1.284", "1 284", "1’284"] {
            assert!(is_number(typed, 1_284), "{typed}");
        }
        for typed in ["", "128", "12840", "x1284", "-1284"] {
            assert!(!is_number(typed, 1_284), "{typed}");
        }
    }
}
