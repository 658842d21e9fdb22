//! What is asked before an import is taken back, or a draft removed.

use super::{
    acts::{Acts, Ask},
    words::counted,
};
use crate::ui::{Alert, AlertDialog, format};
use leptos::{prelude::*, task::spawn_local};
use shared::api::imports::Import;

/// The dialog of both questions.
pub fn ask_dialog(acts: Acts) -> AnyView {
    let asked = acts.asked;
    let open = RwSignal::new(false);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
    let words = move |revert: fn(&str) -> String, discard: fn(&str) -> String| {
        Signal::derive(move || {
            asked.with(|asked| match asked {
                Some((Ask::Revert, import)) => revert(&import.name),
                Some((Ask::Discard, import)) => discard(&import.name),
                None => String::new(),
            })
        })
    };
    let alert = Alert {
        open,
        title: words(|name| format!("Revert {name}?"), |name| format!("Discard {name}?")),
        label: words(|_| "Revert import".into(), |_| "Discard draft".into()),
        is_danger: true,
        is_locked: Signal::stored(false),
        busy,
        error,
        confirm: Callback::new(move |()| {
            let Some((ask, import)) = asked.get_untracked() else { return };
            spawn_local(async move {
                match acts.confirmed(ask, import).await {
                    Ok(()) => {
                        busy.try_set(false);
                        open.try_set(false);
                    }
                    Err(reason) => {
                        busy.try_set(false);
                        error.try_set(Some(reason));
                    }
                }
            });
        }),
    };
    Effect::new(move || {
        if asked.with(Option::is_some) {
            alert.ask();
        }
    });
    let content = move || match asked.get() {
        Some((Ask::Revert, import)) => revert_words(&import),
        Some((Ask::Discard, _)) => {
            view! { <p>"Its file and what was chosen for it are removed. No user is changed."</p> }.into_any()
        }
        None => ().into_any(),
    };
    view! { <AlertDialog id="import-ask" alert=alert>{content}</AlertDialog> }.into_any()
}

fn revert_words(import: &Import) -> AnyView {
    let users = |number| counted(number, "user", "users", format::count);
    view! {
        <p>
            "It added "{users(import.created)}": they are removed, unless a message, a tag or an edit has come of them since. It changed "
            {users(import.updated)}": their old values come back where nothing else has changed them since."
        </p>
        <p>"Once it is reverted it cannot be run again."</p>
    }
    .into_any()
}
