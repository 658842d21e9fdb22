//! A text, with values that users have below it, and a pattern.

use super::{Editor, case::case_toggle};
use crate::{
    filter::fields::suggestions::Suggestions,
    ui::{Choice, Combobox, ComboboxSource, ListTold, format},
};
use leptos::prelude::*;
use serde_json::json;
use shared::api::catalogue::ValueCount;

/// A suggested value.
pub fn suggested(value: &ValueCount) -> Choice {
    let note = value.users.map(format::count).unwrap_or_default();
    Choice { label: value.value.clone(), note, ..Choice::default() }
}

/// A text. Values are suggested where it is compared as a whole.
pub fn text(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let suggestions = Suggestions::new(editor.source);
    let choose = move |index: usize| {
        if let Some(value) = untrack(|| suggestions.values()).get(index) {
            operand.set("/value", json!(value.value));
        }
    };
    let source = ComboboxSource {
        value: Signal::derive(move || operand.get("/value").as_str().unwrap_or_default().to_owned()),
        choices: Signal::derive(move || suggestions.values().iter().map(suggested).collect()),
        // Any text may be meant: that there is no such value yet is not worth a word.
        told: Signal::derive(move || suggestions.told(true).filter(|told| !matches!(told, ListTold::Hint(_)))),
        search: Callback::new(move |text| suggestions.search(text)),
        typed: Some(Callback::new(move |text: String| operand.set("/value", json!(text)))),
        choose: Callback::new(choose),
        retry: Callback::new(move |()| suggestions.ask()),
        has_options: Signal::derive(move || ["is", "is_not"].contains(&operand.operator().as_str())),
    };
    view! {
        <div class="text-box has-case">
            <Combobox
                id=editor.id("value")
                label=editor.label()
                class="value-text"
                placeholder="Value"
                described=editor.described()
                source=source
            />
            {case_toggle(editor)}
        </div>
    }
    .into_any()
}

/// A pattern.
pub fn pattern(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let wrong = operand.is_wrong("");
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
            aria-invalid=move || wrong.get().then_some("true")
            prop:value=move || operand.get("/pattern").as_str().unwrap_or_default().to_owned()
            on:input:target=move |event| operand.set("/pattern", json!(event.target().value()))
        />
    }
    .into_any()
}
