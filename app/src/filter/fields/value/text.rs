//! A text, with values that users have below it, and a pattern.

use super::{Editor, texts::case_toggle};
use crate::{
    filter::fields::suggestions::Suggestions,
    ui::{Choice, ListTold, Popup, PopupList, format},
};
use leptos::prelude::*;
use serde_json::json;
use shared::api::catalogue::ValueCount;
use web_sys::KeyboardEvent;

/// A suggested value.
pub fn suggested(value: &ValueCount) -> Choice {
    let note = value.users.map(format::count).unwrap_or_default();
    Choice { label: value.value.clone(), note, ..Choice::default() }
}

/// A text. Values are suggested where it is compared as a whole.
pub fn text(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let suggestions = Suggestions::new(editor.source);
    let is_whole = Memo::new(move |_| ["is", "is_not"].contains(&operand.operator().as_str()));
    let choices =
        Signal::derive(
            move || {
                if is_whole.get() { suggestions.values().iter().map(suggested).collect() } else { Vec::new() }
            },
        );
    let popup = Popup::new(editor.id("value-popup"), editor.id("value"));
    let value = move || operand.get("/value").as_str().unwrap_or_default().to_owned();
    let told = Signal::derive(move || suggestions.told(true).filter(|told| !matches!(told, ListTold::Hint(_))));
    let show = move || {
        if is_whole.get_untracked() {
            suggestions.search(operand.get_untracked("/value").as_str().unwrap_or_default().to_owned());
            popup.show();
        }
    };
    let typed = move |text: String| {
        operand.set("/value", json!(text));
        popup.active.set(None);
        show();
    };
    let chosen = Callback::new(move |index: usize| {
        if let Some(value) = suggestions.values().get(index) {
            operand.set("/value", json!(value.value));
        }
        popup.hide();
    });
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let active = popup.active.get_untracked().filter(|_| popup.open.get_untracked());
        let used = match (event.key().as_str(), active) {
            ("Enter", Some(active)) if !event.ctrl_key() && !event.meta_key() => {
                chosen.run(active);
                true
            }
            ("Enter" | "Escape", _) => popup.hide(),
            _ if !is_whole.get_untracked() => false,
            _ => {
                if event.key() == "ArrowDown" && !popup.open.get_untracked() {
                    show();
                }
                popup.moves(&event, choices.with_untracked(Vec::len))
            }
        };
        if used {
            event.prevent_default();
        }
    };
    // Nothing is shown where nothing is known.
    let is_shown = move || popup.open.get() && (choices.with(|choices| !choices.is_empty()) || told.get().is_some());
    view! {
        <div class="text-box">
            <input
                id=editor.id("value")
                class="field value-text"
                class:has-nothing=move || !is_shown()
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                maxlength="1024"
                placeholder="Value"
                aria-label=editor.label()
                aria-expanded=move || popup.open.get().to_string()
                aria-controls=popup.list()
                aria-autocomplete="list"
                aria-activedescendant=move || popup.active_id()
                aria-describedby=editor.described()
                prop:value=value
                on:input:target=move |event| typed(event.target().value())
                on:keydown=pressed
                on:click=move |_| show()
                on:blur=move |_| _ = popup.hide()
            />
            {case_toggle(editor)}
        </div>
        <PopupList
            popup=popup
            label=editor.label()
            choices=choices
            told=told
            chosen=chosen
            retry=Callback::new(move |()| suggestions.ask())
        />
    }
    .into_any()
}

/// A pattern.
pub fn pattern(editor: Editor) -> AnyView {
    let operand = editor.operand;
    view! {
        <input
            id=editor.id("value")
            class="field value-text mono"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="256"
            placeholder="^[a-z]+@example"
            aria-label=editor.label()
            aria-describedby=editor.described()
            prop:value=move || operand.get("/pattern").as_str().unwrap_or_default().to_owned()
            on:input:target=move |event| operand.set("/pattern", json!(event.target().value()))
        />
    }
    .into_any()
}
