//! The head of the editor: what is edited, and what can be done with it.

use super::{save::Saving, state::Editor};
use crate::{filter::icon_of, ui::Icon};
use leptos::prelude::*;
use shared::api::segments::Segment;

/// The head.
pub fn head(editor: Editor, saving: Saving) -> AnyView {
    let is_new = Memo::new(move |_| editor.base.with(Option::is_none));
    let title =
        move || editor.base.with(|base| base.as_ref().map_or_else(|| "New segment".into(), |base| base.name.clone()));
    let look = move || {
        let icon = editor.icon.get();
        view! { <span class=format!("segment-icon pill-{}", editor.color().word())><Icon name=icon_of(icon) /></span> }
    };
    let off = move |is_off: bool| (is_off || editor.is_saving.get()).then_some("true");
    let state = move || {
        let words = match (is_new.get(), editor.is_changed.get()) {
            (_, false) => return None,
            (true, true) => "Draft",
            (false, true) => "Not saved",
        };
        Some(view! { <span class="badge">{words}</span> })
    };
    let copy = move || {
        (!is_new.get()).then(|| {
            view! {
                <button type="button" class="button" aria-disabled=move || off(false) on:click=move |_| saving.save_as_new()>
                    "Save as new"
                </button>
            }
        })
    };
    let discard = move |_| {
        if editor.is_changed.get_untracked() && !editor.is_saving.get_untracked() {
            saving.discard();
        }
    };
    view! {
        <div class="editor-head">
            <a class="button-quiet editor-back" href="/segments"><Icon name="left" />"All segments"</a>
            <h2 class="editor-title" id="editor-title" tabindex="-1">{look}<span class="editor-name">{title}</span></h2>
            {state}
            {(!saving.may_edit).then(|| view! { <p class="meta page-note"><Icon name="eye" />"You can try conditions here. A viewer cannot save them."</p> })}
            <div class="editor-actions" hidden=!saving.may_edit>
                <button
                    type="button"
                    class="button-quiet"
                    aria-disabled=move || off(!editor.is_changed.get())
                    on:click=discard
                >
                    "Discard"
                </button>
                {copy}
                <button
                    type="button"
                    class="button button-apply"
                    aria-keyshortcuts="Control+Enter Meta+Enter"
                    aria-disabled=move || off(!is_new.get() && !editor.is_changed.get())
                    on:click=move |_| saving.save()
                >
                    {move || if editor.is_saving.get() { "Saving..." } else { "Save" }}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// What is to know of a segment that is stored: what is wrong with it, and who uses it.
pub fn notices(base: &Segment) -> AnyView {
    let problem = base.problem.clone().map(|problem| {
        view! { <p class="banner" role="note"><Icon name="warning" />{format!("Nobody is in this segment now. {problem}")}</p> }
    });
    let used = (!base.used_by.is_empty()).then(|| {
        let words = match base.used_by.len() {
            1 => "Used in the conditions of 1 segment:".to_owned(),
            more => format!("Used in the conditions of {more} segments:"),
        };
        view! { <div class="editor-used meta"><span>{words}</span>{super::super::delete::links(&base.used_by)}</div> }
    });
    view! { {problem}{used} }.into_any()
}
