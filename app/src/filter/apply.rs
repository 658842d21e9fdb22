//! From the draft to the list: by the button, by its keys, or by itself.

use super::{Applied, AppliedState, Builder, Counting, Total, footer::left_out};
use crate::{
    preferences::{Applying, Preferences},
    ui::{Announcer, format, keys},
};
use leptos::prelude::*;

/// The draft beside the filter that the list shows; shared through the context.
#[derive(Clone, Copy)]
pub struct Apply {
    builder: Builder,
    applied: Applied,
    counting: Counting,
    announcer: Announcer,
    /// Whether the list shows something else than the draft stands for.
    pub is_open: Memo<bool>,
}

/// Whether the list shows something else than a builder's draft stands for.
pub fn unapplied(builder: Builder, applied: Applied) -> Memo<bool> {
    Memo::new(move |_| {
        applied.state.with(|state| match state {
            AppliedState::Loading => false,
            AppliedState::Unreadable { .. } | AppliedState::Failed(_) => true,
            AppliedState::None | AppliedState::Ready { .. } => {
                let differs = |meaning: &String| builder.meaning.with(|draft| draft != meaning);
                applied.meaning.with(|meaning| meaning.as_ref().is_some_and(differs))
            }
        })
    })
}

impl Apply {
    /// Provides itself to all components below, and applies by itself for those who chose that.
    pub fn provide(builder: Builder, applied: Applied, counting: Counting, is_open: Memo<bool>) -> Self {
        let this = Self { builder, applied, counting, announcer: expect_context(), is_open };
        let preferences: Preferences = expect_context();
        Effect::new(move || {
            // The number says that the edit has come to rest, and that the server takes the filter.
            let is_counted = matches!(counting.total(), Some(Total::Known { stale: false, .. }));
            let by_itself = preferences.applying.get() == Applying::ByItself && builder.open.get();
            if by_itself && is_counted && is_open.get() {
                applied.apply(builder.finished.with_untracked(|finished| finished.filter.clone()));
            }
        });
        provide_context(this);
        this
    }

    /// The list shows what the draft stands for; whether that is something else than before.
    pub fn now(self) -> bool {
        if !self.is_open.get_untracked() {
            return false;
        }
        let (filter, left_out) = self.builder.finished.with_untracked(|finished| {
            (finished.filter.clone(), left_out(finished.incomplete.len(), finished.invalid.len()))
        });
        self.applied.apply(filter);
        let total = match untrack(|| self.counting.total()) {
            Some(Total::Known { found, stale: false, .. }) => Some(found),
            Some(_) | None => None,
        };
        self.announcer.status(said(left_out, total));
        true
    }
}

/// "Filter applied. 312 users found."
fn said(left_out: Option<String>, total: Option<u64>) -> String {
    let found = match total {
        None => String::new(),
        Some(0) => " No users found.".into(),
        Some(1) => " 1 user found.".into(),
        Some(total) => format!(" {} users found.", format::count(total)),
    };
    match left_out {
        None => format!("Filter applied.{found}"),
        Some(what) => format!(
            "Applied. {what} {} ignored.{found}",
            if what.starts_with("1 ") && !what.contains(" and ") { "was" } else { "were" }
        ),
    }
}

/// Apply with its keys printed, and the switch that makes it needless.
#[component]
pub fn ApplyButton() -> impl IntoView {
    let apply: Apply = expect_context();
    let preferences: Preferences = expect_context();
    let printed = keys::printed("Control+Enter", keys::has_command()).replace("Enter", "↵").replace('+', " ");
    let set = move |on: bool| preferences.applying.set(if on { Applying::ByItself } else { Applying::ByHand });
    view! {
        <label class="choice apply-by-itself">
            <input
                type="checkbox"
                prop:checked=move || preferences.applying.get() == Applying::ByItself
                on:change:target=move |event| set(event.target().checked())
            />
            <span>"Apply automatically"</span>
        </label>
        <button
            type="button"
            id="apply"
            class="button button-apply"
            aria-keyshortcuts="Control+Enter Meta+Enter"
            aria-disabled=move || (!apply.is_open.get()).then_some("true")
            on:click=move |_| _ = apply.now()
        >
            "Apply" <kbd aria-hidden="true">{printed}</kbd>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_said() {
        assert_eq!(said(None, None), "Filter applied.");
        assert_eq!(said(None, Some(1)), "Filter applied. 1 user found.");
        let one = said(Some("1 incomplete condition".into()), Some(0));
        assert_eq!(one, "Applied. 1 incomplete condition was ignored. No users found.");
        let more = said(Some("1 incomplete condition and 1 invalid condition".into()), None);
        assert_eq!(more, "Applied. 1 incomplete condition and 1 invalid condition were ignored.");
    }
}
