//! Leaving with changes that are not saved: asked about first.

use super::{keep::forget, state::Editor};
use crate::{
    address::{Navigator, Write},
    ui::{Alert, AlertDialog},
};
use leptos::prelude::*;
use shared::ids::SegmentId;

/// The question, which is asked by whatever would lead away.
#[component]
pub fn LeaveDialog(editor: Editor, id: Option<SegmentId>) -> impl IntoView {
    let navigator: Navigator = expect_context();
    let to = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    // What was allowed is gone through with.
    let allowed = StoredValue::new(false);
    let confirm = Callback::new(move |()| {
        let Some(to) = to.get_untracked() else { return };
        allowed.set_value(true);
        open.set(false);
        forget(id);
        navigator.go(&to, Write::Push);
    });
    let alert = Alert {
        open,
        title: Signal::stored("Leave without saving?".into()),
        label: Signal::stored("Leave without saving".into()),
        is_danger: true,
        is_locked: Signal::stored(false),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
        confirm,
    };
    navigator.guard(Callback::new(move |address: String| {
        let may = allowed.get_value() || !editor.is_changed.get_untracked();
        if !may {
            to.set(Some(address));
            alert.ask();
        }
        may
    }));
    let words = move || match editor.name.with(|name| name.trim().to_owned()) {
        name if name.is_empty() => "What you built here is not saved.".to_owned(),
        name => format!("The changes to “{name}” are not saved."),
    };
    view! { <AlertDialog id="leave" alert=alert><p>{words}</p></AlertDialog> }
}
