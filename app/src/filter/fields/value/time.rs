//! Spans, days and instants. Days are of the workspace's time zone, which is printed beside.

use super::{
    Editor,
    number::{json_of, typed_of},
};
use crate::{
    filter::fields::zone::zone,
    ui::{NumberField, Select, SelectOption, Typed},
};
use leptos::prelude::*;
use serde_json::{Value, json};

const UNITS: [SelectOption; 5] = [
    SelectOption::new("minutes", "minutes"),
    SelectOption::new("hours", "hours"),
    SelectOption::new("days", "days"),
    SelectOption::new("weeks", "weeks"),
    SelectOption::new("months", "months"),
];

/// `7 days`.
pub fn span(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let amount = Signal::derive(move || typed_of(&operand.get("/amount")));
    let unit = Signal::derive(move || operand.get("/unit").as_str().unwrap_or("days").to_owned());
    let changed = Callback::new(move |typed: Typed| operand.set("/amount", json_of(typed)));
    let choose = Callback::new(move |unit: String| operand.set("/unit", json!(unit)));
    let ago = move || (operand.operator() == "more_than_ago").then(|| view! { <span class="value-word">"ago"</span> });
    view! {
        <NumberField
            id=editor.id("value")
            class="value-amount"
            label=editor.label()
            value=amount
            changed=changed
            described=editor.described()
            least=1.0
            invalid=operand.is_wrong("")
        />
        <Select id=editor.id("unit") label=editor.label_of("Unit") options=UNITS.to_vec() chosen=unit choose=choose />
        {ago}
    }
    .into_any()
}

/// A day. What is typed is kept only as a whole date: the browser gives nothing else.
pub fn day(editor: Editor, path: &'static str, part: &'static str, label: Signal<String>) -> AnyView {
    let operand = editor.operand;
    let input = day_input(editor, path, part, label);
    let is_last = path != "/from";
    view! {
        {input}
        {is_last.then(|| view! { <span class="value-zone">{move || operand.get(path).is_string().then(zone)}</span> })}
    }
    .into_any()
}

fn day_input(editor: Editor, path: &'static str, part: &'static str, label: Signal<String>) -> AnyView {
    let operand = editor.operand;
    let wrong = operand.is_wrong(path);
    let value = move || operand.get(path).as_str().unwrap_or_default().to_owned();
    let typed = move |text: String| operand.set(path, if text.is_empty() { Value::Null } else { json!(text) });
    view! {
        <input
            id=editor.id(part)
            class="field value-day"
            type="date"
            min="0001-01-01"
            max="9999-12-31"
            aria-label=label
            aria-describedby=editor.described()
            aria-invalid=move || wrong.get().then_some("true")
            prop:value=value
            on:input:target=move |event| typed(event.target().value())
        />
    }
    .into_any()
}

/// A day, or an instant that came with a filter: that one is text.
pub fn moment(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let is_instant = Memo::new(move |_| operand.get("").as_str().is_some_and(|text| text.len() > 10));
    let wrong = operand.is_wrong("");
    let instant = move || {
        view! {
            <input
                id=editor.id("value")
                class="field value-instant mono"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=editor.label()
                aria-describedby=editor.described()
                aria-invalid=move || wrong.get().then_some("true")
                prop:value=move || operand.get("").as_str().unwrap_or_default().to_owned()
                on:change:target=move |event| operand.set("", json!(event.target().value().trim()))
            />
        }
        .into_any()
    };
    view! { {move || if is_instant.get() { instant() } else { day(editor, "", "value", editor.label()) }} }.into_any()
}

/// From one day to another, both included.
pub fn range(editor: Editor) -> AnyView {
    view! {
        {day(editor, "/from", "value", editor.label_of("First day"))}
        <span class="value-word">"and"</span>
        {day(editor, "/to", "value-to", editor.label_of("Last day"))}
    }
    .into_any()
}
