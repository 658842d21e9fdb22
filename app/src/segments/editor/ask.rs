//! What is told before a segment is saved: what keeps it from being saved, and who joins and leaves.

use super::{save::Saving, state::Editor};
use crate::{
    filter::{impact_list, unfinished_list},
    ui::{Alert, AlertDialog},
};
use leptos::prelude::*;
use shared::api::filter::FilterDocument;

/// What keeps it from being saved, with the ways to it.
pub fn problems(editor: Editor) -> AnyView {
    let unfinished = move || {
        let ids = editor.unfinished.get();
        (!ids.is_empty()).then(|| unfinished_list(editor.builder, ids, Callback::new(|()| ())))
    };
    let failure = move || {
        editor.failure.get().map(|failure| {
            let words = format!("It could not be saved. {}", failure.full_reason());
            view! { <p class="field-error" role="alert">{words}</p> }
        })
    };
    view! { <div class="editor-problems" id="editor-problems" tabindex="-1">{unfinished}{failure}</div> }.into_any()
}

/// Asks before another filter takes effect: who joins and leaves, and what else depends on it.
#[component]
pub fn ImpactDialog(saving: Saving) -> impl IntoView {
    let editor = saving.editor;
    let confirm = Callback::new(move |()| {
        if let Some(base) = editor.base.get_untracked() {
            saving.change(base, &untrack(|| editor.sheet()));
        }
    });
    let name = move || editor.base.with(|base| base.as_ref().map(|base| base.name.clone())).unwrap_or_default();
    let alert = Alert {
        open: editor.asks,
        title: Signal::derive(move || format!("Change who is in {}?", name())),
        label: Signal::stored("Save segment".into()),
        is_danger: false,
        is_locked: Signal::stored(false),
        busy: editor.is_saving,
        error: RwSignal::new(None),
        confirm,
    };
    let told = move || {
        let base = editor.base.get_untracked();
        base.map(|base| impact_list(base.segment_id, FilterDocument::new(&untrack(|| editor.sheet()).filter())))
    };
    view! {
        <AlertDialog id="impact" alert=alert>
            <p>"The new conditions take effect at once."</p>
            {told()}
        </AlertDialog>
    }
}
